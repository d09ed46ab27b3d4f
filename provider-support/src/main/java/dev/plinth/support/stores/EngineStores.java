package dev.plinth.support.stores;

import dev.plinth.PlatformStores;

/** All platform stores over an engine. */
public interface EngineStores
    extends
      PlatformStores,
      EngineUserStore,
      EngineOAuthTokenStore,
      EngineApiKeyStore,
      EngineRateLimitStore {}
