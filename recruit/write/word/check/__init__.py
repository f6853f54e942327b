"""What a template gets wrong, paragraph by paragraph, before anything is filled."""
