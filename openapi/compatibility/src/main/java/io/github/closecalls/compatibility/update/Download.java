package io.github.closecalls.compatibility.update;

import io.github.closecalls.compatibility.contract.ContractFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a document over https; over http from this machine only.
 *
 * @param deadline how long each request may take, its answer included
 */
record Download(Duration deadline) {
  private static final int MAX_REDIRECTS = 5;

  /**
   * Returns the bytes at an address.
   *
   * @throws IllegalArgumentException if they cannot be had; it says why
   */
  byte[] fetch(String source) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .callTimeout(deadline)
            // OkHttp's own 10 s would end it earlier.
            .connectTimeout(deadline)
            .readTimeout(deadline)
            // Each redirect is looked at: one to plain http would let anybody write the contract.
            .followRedirects(false)
            .build();
    HttpUrl next = checked(source, HttpUrl.parse(source));
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      String accepted = "text/markdown, application/yaml, application/json, */*;q=0.1";
      Request request = new Request.Builder().url(next).header("Accept", accepted).build();
      try (Response answer = http.newCall(request).execute()) {
        if (answer.code() == 200) {
          return ContractFile.bytes(
              Objects.requireNonNull(answer.body()).byteStream(), shown(next.toString()));
        }
        String location = answer.header("Location");
        if (!answer.isRedirect() || location == null) {
          throw failed(next.toString(), "it answers with the status " + answer.code(), null);
        }
        next = checked(location, next.resolve(location));
      } catch (InterruptedIOException e) {
        throw failed(source, "it took longer than " + deadline.toSeconds() + " s", e);
      } catch (IOException e) {
        throw failed(source, "there is no connection (" + e.getClass().getSimpleName() + ")", e);
      }
    }
    throw failed(source, "it redirects more than " + MAX_REDIRECTS + " times", null);
  }

  private static HttpUrl checked(String source, @Nullable HttpUrl address) {
    if (address == null || !(address.isHttps() || isThisMachine(address.host()))) {
      throw failed(
          source,
          "it is no https address, and only https is safe from being changed on its way",
          null);
    }
    return address;
  }

  private static boolean isThisMachine(String host) {
    try {
      // Names are not looked up: what one means is another machine's choice.
      return host.equals("localhost")
          || (host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
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
      String address, String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        shown(address)
            + " cannot be fetched: "
            + why
            + ". Try again later, or save the page and name the file",
        cause);
  }
}
