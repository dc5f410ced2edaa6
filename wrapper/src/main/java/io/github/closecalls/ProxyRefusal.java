package io.github.closecalls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Recognizes that a proxy did not open a tunnel to Close, for which OkHttp has texts only. */
final class ProxyRefusal {
  private static final Pattern TEXT =
      Pattern.compile(
          "Failed to authenticate with proxy"
              + "|Too many tunnel connections attempted: [0-9]+"
              + "|Unexpected response code for CONNECT: ([0-9]+)");

  private ProxyRefusal() {}

  /** Returns whether a proxy refused in a way that does not change by itself. */
  static boolean is(Throwable error) {
    int status = status(error);
    return status >= 400 && status < 500 && status != 408 && status != 429;
  }

  /** Returns what a proxy answered in place of opening a tunnel, or 0 if nothing did. */
  static int status(Throwable error) {
    // Types of the JDK only: the texts of others are code of others.
    if (error.getClass() != IOException.class && error.getClass() != ProtocolException.class) {
      return 0;
    }
    Matcher text = TEXT.matcher(Objects.requireNonNullElse(error.getMessage(), ""));
    if (!text.matches()) {
      return 0;
    }
    String status = text.group(1);
    return status == null ? 407 : Integer.parseInt(status);
  }

  /** Returns what happened, with the address of the proxy, which can come from system settings. */
  static String reason(int status, OkHttpClient client, HttpUrl url) {
    return "the proxy"
        + address(client, url)
        + " answered with status "
        + status
        + " instead of opening a tunnel";
  }

  /** Returns what to do about it, in a sentence. */
  static String remedy(int status) {
    if (status == 407) {
      return "Give the client an OkHttpClient whose proxyAuthenticator has the credentials of the"
          + " proxy.";
    }
    return status < 500
        ? "Ask the administrator of the proxy to allow the host, or give the client an OkHttpClient"
            + " without it."
        : "Check that the proxy can reach the host.";
  }

  private static String address(OkHttpClient client, HttpUrl url) {
    try {
      Proxy set = client.proxy();
      List<Proxy> proxies = set != null ? List.of(set) : client.proxySelector().select(url.uri());
      String addresses =
          proxies.stream()
              .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
              .map(proxy -> (InetSocketAddress) proxy.address())
              .map(address -> address.getHostString() + ":" + address.getPort())
              .collect(Collectors.joining(" or "));
      return addresses.isEmpty() ? "" : " " + addresses;
    } catch (Throwable e) { // Of any type: the selector is the user's own.
      return "";
    }
  }
}
