package io.github.closecalls.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The JDK's client, which knows nothing of Close. */
final class PlainHttp {
  /** So long that it only keeps a test from hanging. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PlainHttp() {}

  static HttpResponse<String> log(FakeClose close, String json) throws Exception {
    return send(call(close).POST(BodyPublishers.ofString(json)));
  }

  /** Returns a request for a call that lacks its body. */
  static HttpRequest.Builder call(FakeClose close) {
    return HttpRequest.newBuilder(close.url().resolve("activity/call/"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer token-1");
  }

  static HttpResponse<String> renew(FakeClose close, String form) throws Exception {
    return send(
        HttpRequest.newBuilder(close.tokenUrl())
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  static HttpResponse<String> get(URI url) throws Exception {
    return send(HttpRequest.newBuilder(url).timeout(PATIENCE));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
