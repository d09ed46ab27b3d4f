package dev.plinth;

import dev.plinth.platform.ApiKeyStore;
import dev.plinth.platform.OAuthTokenStore;
import dev.plinth.platform.RateLimitStore;
import dev.plinth.platform.UserStore;

/** The platform: what an MCP server keeps about its users. Needs {@link DatabaseProvider#initialize()} once. */
public interface PlatformStores extends UserStore, OAuthTokenStore, ApiKeyStore, RateLimitStore {}
