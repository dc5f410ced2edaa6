package io.github.closecalls;

import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The rules for the address that credentials and customers' data are sent to. */
final class BaseUrl {
  static final URI DEFAULT = URI.create("https://api.close.com/api/v1/");

  private static final String LOOPBACK =
      "localhost|::1|127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}";

  private BaseUrl() {}

  /** Returns the base URL, with a slash at its end. */
  static HttpUrl of(URI baseUrl) {
    return withSlash(exactly(baseUrl, "baseUrl"));
  }

  /** Returns the base URL, which may be http on any host, with a slash at its end. */
  static HttpUrl insecure(URI baseUrl) {
    return withSlash(insecurely(baseUrl, "insecureBaseUrl"));
  }

  /** Returns another address that secrets are sent to, as it is. */
  static HttpUrl exactly(URI address, String name) {
    return parse(address, name, false);
  }

  /** Returns another address that secrets are sent to, which may be http, as it is. */
  static HttpUrl insecurely(URI address, String name) {
    return parse(address, name, true);
  }

  private static HttpUrl withSlash(HttpUrl url) {
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }

  private static HttpUrl parse(URI address, String name, boolean plainHttp) {
    String fault = fault(address);
    HttpUrl url = HttpUrl.parse(address.toString());
    if (fault == null && url == null) {
      fault = "must have a host, and a port from 1 to 65535 if it has one";
    }
    // Judged by the host that OkHttp will connect to, not by what java.net.URI takes for the host.
    if (fault == null && !plainHttp && !url.isHttps() && !url.host().matches(LOOPBACK)) {
      fault =
          "must be https, since it carries the credential; http is allowed only for localhost,"
              + " 127.0.0.0/8 and ::1, or in a test network with "
              + insecure(name);
    }
    if (fault != null) {
      throw new IllegalArgumentException(
          name + " " + fault + ". Use an address such as " + DEFAULT + ".");
    }
    return url;
  }

  /** Returns whether what may go to one of them may go to the other. */
  static boolean isSameOrigin(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  private static String insecure(String name) {
    return "insecure" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  // The messages leave the value out: it can hold a password.
  private static @Nullable String fault(URI address) {
    String scheme = address.getScheme();
    if (scheme == null) {
      return "must be absolute";
    }
    if (!scheme.equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("http")) {
      return "must have the scheme https";
    }
    String authority = address.getRawAuthority();
    if (authority == null) {
      return "must have a host";
    }
    if (authority.indexOf('@') >= 0) {
      return "must have no user-info, since the credential is given with Credentials";
    }
    if (address.getRawQuery() != null) {
      return "must have no query";
    }
    return address.getRawFragment() == null ? null : "must have no fragment";
  }
}
