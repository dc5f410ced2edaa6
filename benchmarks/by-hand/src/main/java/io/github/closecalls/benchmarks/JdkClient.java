package io.github.closecalls.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;

/** The JDK's client and nothing else: bytes that were made before, and the bytes of the answer. */
public final class JdkClient implements Client {
  private final HttpClient client = HttpClient.newHttpClient();
  private final byte[] call = JsonDocuments.bytes("request-typical");
  private final String authorization =
      "Basic " + Base64.getEncoder().encodeToString("api_benchmark:".getBytes());
  private final URI uri;

  public JdkClient(String address) throws IOException {
    uri = URI.create(address + "activity/call/");
  }

  @Override
  public byte[] log() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofByteArray(call))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }
}
