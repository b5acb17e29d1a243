"""The journal on the screen: a list of its entries, and what one of them did."""
