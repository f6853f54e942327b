"""Language: letters, numbers, days and sentences as this office writes them."""
