"""Identity providers: the authorization server and its clients, as records."""
