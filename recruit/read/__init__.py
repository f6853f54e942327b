"""Reading: turns bytes into typed values, each with its address, or a problem with its address."""
