"""The overview: a page of HTML filled from its template, with its pictures."""
