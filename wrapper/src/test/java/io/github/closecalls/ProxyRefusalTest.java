package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of a proxy mean that opens no tunnel. */
class ProxyRefusalTest {
  private static final HttpUrl URL = HttpUrl.get("https://api.close.com/");

  @ParameterizedTest
  @CsvSource({
    "399, false",
    "400, true",
    "407, true",
    "408, false",
    "429, false",
    "499, true",
    "500, false",
    "502, false",
  })
  void onlyAStatusThatBlamesTheRequestIsARefusalForGood(int status, boolean refusal) {
    IOException error = new IOException("Unexpected response code for CONNECT: " + status);
    assertEquals(status, ProxyRefusal.status(error));
    assertEquals(refusal, ProxyRefusal.is(error));
  }

  @ParameterizedTest
  @CsvSource({
    "407, Give the client an OkHttpClient whose proxyAuthenticator",
    "499, Ask the administrator of the proxy",
    "500, Check that the proxy can reach the host.",
  })
  void theRemedyIsThatOfTheStatus(int status, String remedy) {
    assertTrue(ProxyRefusal.remedy(status).startsWith(remedy), ProxyRefusal.remedy(status));
  }

  @Test
  void onlyAProxyForHttpIsNamed() {
    InetSocketAddress address = InetSocketAddress.createUnresolved("proxy.example", 3128);
    assertEquals(
        "the proxy proxy.example:3128 answered with status 403 instead of opening a tunnel",
        ProxyRefusal.reason(403, through(new Proxy(Proxy.Type.HTTP, address)), URL));
    assertEquals(
        "the proxy answered with status 403 instead of opening a tunnel",
        ProxyRefusal.reason(403, through(new Proxy(Proxy.Type.SOCKS, address)), URL));
  }

  private static OkHttpClient through(Proxy proxy) {
    return new OkHttpClient.Builder().proxy(proxy).build();
  }
}
