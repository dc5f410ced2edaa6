package io.github.closecalls.benchmarks;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;

/** What all on OkHttp have in common. */
final class OkHttp {
  static final MediaType JSON = MediaType.get("application/json");
  static final String AUTHORIZATION = Credentials.basic("api_benchmark", "");

  private static final int CALLS_AT_ONCE = 32;

  private OkHttp() {}

  /** Returns a builder of a client for as many calls as {@link AsyncClient} starts at once. */
  static OkHttpClient.Builder client() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(CALLS_AT_ONCE, 5, TimeUnit.MINUTES));
  }
}
