package io.github.closecalls.compatibility.update;

import io.github.closecalls.compatibility.contract.ContractFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches a document over https; over http from this machine only. */
record Download(Duration deadline) {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /**
   * Returns the bytes at an address.
   *
   * @throws IllegalArgumentException if they cannot be had; it says why
   */
  byte[] fetch(String source) {
    URI address = address(source);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(() -> follow(address)).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failed(address, "it took longer than " + deadline.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(address, "it was interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof IllegalArgumentException known) {
        throw known;
      }
      throw failed(address, "there is no connection (" + cause.getClass().getSimpleName() + ")", e);
    } finally {
      thread.shutdownNow();
    }
  }

  private static URI address(String source) {
    try {
      return new URI(source);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(shown(source) + " is no address: correct it", e);
    }
  }

  private static byte[] follow(URI address) throws IOException, InterruptedException {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            // Each redirect is looked at: one to plain http would let anybody write the contract.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    URI next = address;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      check(next);
      HttpRequest request =
          HttpRequest.newBuilder(next)
              .header("Accept", "text/markdown, application/yaml, application/json, */*;q=0.1")
              .build();
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == 200) {
          return ContractFile.bytes(body, shown(next.toString()));
        }
      }
      Optional<String> location = answer.headers().firstValue("Location");
      if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
        throw failed(next, "it answers with the status " + answer.statusCode(), null);
      }
      next = next.resolve(location.get());
    }
    throw failed(address, "it redirects more than " + MAX_REDIRECTS + " times", null);
  }

  private static void check(URI address) {
    String scheme = String.valueOf(address.getScheme());
    boolean safe =
        address.getHost() != null
            && (scheme.equals("https") || (scheme.equals("http") && isThisMachine(address)));
    if (!safe) {
      throw failed(address, "only https is safe from being changed on its way", null);
    }
  }

  private static boolean isThisMachine(URI address) {
    String host = address.getHost();
    try {
      // Names are not looked up: what one means is another machine's choice.
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+\\]")
              && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** An address without what may be a secret in it. */
  static String shown(String address) {
    return address.replaceFirst("(?<=://)[^/?#]*@", "").replaceFirst("[?#].*", "");
  }

  private static IllegalArgumentException failed(
      URI address, String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        shown(address.toString())
            + " cannot be fetched: "
            + why
            + ". Try again later, or save the page and name the file",
        cause);
  }
}
