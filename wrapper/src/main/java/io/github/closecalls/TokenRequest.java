package io.github.closecalls;

import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request for tokens, which is written to the origin of the token address only, and once.
 *
 * <p>Both hold whatever interceptors do with it, as a refresh token can be used once. For use by
 * one thread.
 */
final class TokenRequest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** How much longer OkHttp gets to end the request by itself. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Reports what an interceptor tried, in a text that holds nothing of the request. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private Refused(String what) {
      super(what);
    }
  }

  private final HttpUrl url;
  private final boolean plainHttp;
  private final RequestBody form;
  private final OkHttpClient client;

  private boolean sent;

  /** Whether a status came over the wire. */
  private boolean answered;

  /** What came over the wire, whatever interceptors made of it. */
  private @Nullable Answer answer;

  TokenRequest(HttpUrl url, boolean plainHttp, RequestBody form, OkHttpClient.Builder client) {
    this.url = url;
    this.plainHttp = plainHttp;
    this.form = form;
    this.client =
        client
            .callTimeout(TIMEOUT)
            .addInterceptor(this::readAnswer)
            .addNetworkInterceptor(this::write)
            .build();
  }

  /** Sends the request, and returns what came over the wire; can throw anything if nothing came. */
  Answer send() throws IOException {
    Request request = new Request.Builder().url(url).post(new OneShotBody(form)).build();
    Watchdog.Watch watch = new Watchdog.Watch();
    try {
      watch.begin(System.nanoTime() + TIMEOUT.plus(GRACE).toNanos());
      client.newCall(request).execute().close();
    } catch (Throwable e) { // Of any type, as it can come from an interceptor.
      if (answer == null) {
        throw e;
      }
    } finally {
      watch.stop();
    }
    if (answer == null) {
      throw new Refused("an interceptor answered in place of the server");
    }
    return answer;
  }

  /** Returns whether the server may have seen, and processed, something of the request. */
  boolean wasSent() {
    return sent;
  }

  private Response readAnswer(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Answer read = Answer.read(response);
    if (answered) {
      answer = read;
    }
    return response.newBuilder().body(read.body(response.body().contentType())).build();
  }

  /** Runs once a connection stands, last before the request is written to it. */
  private Response write(Interceptor.Chain chain) throws IOException {
    if (sent) {
      throw new Refused("an interceptor would have sent the request a second time");
    }
    if (!BaseUrl.isSameOrigin(chain.request().url(), url)) {
      throw new Refused("an interceptor would have sent the request to another origin");
    }
    if (!plainHttp) {
      SafeOkHttp.checkWire(chain);
    }
    sent = true;
    try {
      Response response = chain.proceed(chain.request());
      answered = true;
      return response;
    } catch (IOException e) {
      sent = !SafeOkHttp.isCertainlyUnprocessed(e);
      throw e;
    }
  }
}
