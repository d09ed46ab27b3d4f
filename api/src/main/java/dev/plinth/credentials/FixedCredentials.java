package dev.plinth.credentials;

/** What a URL said. */
record FixedCredentials(Credential current) implements Credentials {}
