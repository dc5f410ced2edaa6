package io.github.closecalls;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Recognizes that a proxy did not open a tunnel to Close, for which OkHttp has texts only, or could
 * not be reached, which looks as if Close could not.
 */
final class ProxyRefusal {
  private static final Pattern TEXT =
      Pattern.compile(
          "Failed to authenticate with proxy"
              + "|Too many tunnel connections attempted: [0-9]+"
              + "|Unexpected response code for CONNECT: ([0-9]+)");

  /** What connecting fails with; to a SOCKS proxy, with a type that says least. */
  private static final Set<Class<?>> UNREACHED =
      Set.of(
          ConnectException.class,
          NoRouteToHostException.class,
          SocketException.class,
          SocketTimeoutException.class,
          UnknownHostException.class);

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
        + address(Proxy.Type.HTTP::equals, client, url)
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

  /**
   * Returns the proxy that a connection which could not be made would have gone to, in words to put
   * behind the error; empty if there is none.
   */
  static String beyondReach(Throwable error, OkHttpClient client, HttpUrl url) {
    // Types of the JDK only, as above.
    if (!UNREACHED.contains(error.getClass())) {
      return "";
    }
    String address = address(type -> type != Proxy.Type.DIRECT, client, url);
    return address.isEmpty() ? "" : ", by way of the proxy" + address;
  }

  private static String address(Predicate<Proxy.Type> types, OkHttpClient client, HttpUrl url) {
    try {
      Proxy set = client.proxy();
      List<Proxy> proxies = set != null ? List.of(set) : client.proxySelector().select(url.uri());
      String addresses =
          proxies.stream()
              .filter(proxy -> types.test(proxy.type()))
              .map(proxy -> (InetSocketAddress) proxy.address())
              .map(address -> address.getHostString() + ":" + address.getPort())
              .collect(Collectors.joining(" or "));
      return addresses.isEmpty() ? "" : " " + addresses;
    } catch (Throwable e) { // Of any type: the selector is the user's own.
      return "";
    }
  }
}
