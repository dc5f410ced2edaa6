package io.github.closecalls.contract;

import io.github.closecalls.contract.ContractDocument.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that none of the code under test has touched. */
final class RawHttp {
  static final String AUTHORIZATION = "Basic eW91cmFwaWtleTo=";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RawHttp() {}

  record Answer(int status, List<PrismViolation> violations, String body) {}

  static Map<String, String> usualHeaders() {
    return Map.of("Authorization", AUTHORIZATION, "Content-Type", "application/json");
  }

  static Answer send(Operation operation, URI baseUrl, String body, Map<String, String> headers) {
    List<String> pairs = new ArrayList<>();
    headers.forEach((name, value) -> pairs.addAll(List.of(name, value)));
    URI url = URI.create(baseUrl + operation.path().substring(1));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .method(operation.method(), BodyPublishers.ofString(body))
            .headers(pairs.toArray(String[]::new))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          PrismViolation.parse(answer.headers().allValues(PrismViolation.HEADER).stream()),
          answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
