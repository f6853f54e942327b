"""Reading: raw cells to typed values with their addresses, or a problem with its address; the inbox read whole."""
