package dev.plinth;

import dev.plinth.platform.ApiKeyStore;
import dev.plinth.platform.OAuthTokenStore;
import dev.plinth.platform.RateLimitStore;
import dev.plinth.platform.UserStore;

/**
 * The platform: what an MCP server keeps about its users. Needs {@link DatabaseProvider#initialize()} once;
 * before that every call that reaches the database fails with {@link ErrorCode#SCHEMA_MISMATCH}.
 */
public interface PlatformStores extends UserStore, OAuthTokenStore, ApiKeyStore, RateLimitStore {}
