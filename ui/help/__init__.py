"""Help: a page for each place of the window, read from resources/help, found by any word."""
