"""Questions about the law in plain values, as a file or a command line asks them."""
