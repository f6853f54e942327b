"""What each document says: figures and plan worded for the templates, a module a document; nothing of its layout."""
