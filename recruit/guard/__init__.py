"""The guard at the door: what bytes are, what is refused and why, what runs apart."""
