package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.close.com/api/v1/, https://api.close.com/api/v1/",
    "https://api.close.com/api/v1, https://api.close.com/api/v1/",
    "https://api.close.com, https://api.close.com/",
    "HTTPS://API.close.com:8443/x, https://api.close.com:8443/x/",
    "https://close_mock:8443/x, https://close_mock:8443/x/",
    "http://localhost:8080, http://localhost:8080/",
    "http://LOCALHOST:8080, http://localhost:8080/",
    "http://127.0.0.1:4010/, http://127.0.0.1:4010/",
    "http://127.255.0.254/, http://127.255.0.254/",
    "http://[::1]:4010/v1, http://[::1]:4010/v1/",
    "http://[0:0:0:0:0:0:0:1]/, http://[::1]/",
  })
  void anAllowedUrlIsTakenWithATrailingSlash(URI given, String taken) {
    assertEquals(taken, BaseUrl.of(given).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.close.com/api/v1/",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.999/",
        "http://127.1/",
        "http://128.0.0.1/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://[::2]/",
        "http://localhost_/",
      })
  void httpIsRefusedUnlessTheHostIsLoopback(URI url) {
    assertTrue(refusal(url).contains("must be https"), refusal(url));
  }

  @ParameterizedTest
  @CsvSource({
    "'', must be absolute",
    "/api/v1/, must be absolute",
    "api.close.com, must be absolute",
    "ftp://api.close.com/, must have the scheme https",
    "https:api.close.com, must have a host",
    "https:///api/v1/, must have a host",
    "https://:443/, must have a host",
    "https://user:Qx@api.close.com/, must have no user-info",
    "https://@api.close.com/, must have no user-info",
    "https://user:Qx@close_mock/, must have no user-info",
    "https://api.close.com/?key=Qx, must have no query",
    "https://api.close.com/?, must have no query",
    "https://api.close.com/#Qx, must have no fragment",
    "https://api.close.com/#, must have no fragment",
  })
  void anyOtherUrlIsRefusedWithItsFaultAndWithoutBeingShown(URI url, String fault) {
    assertTrue(refusal(url).contains(fault), refusal(url));
    assertFalse(refusal(url).contains("Qx"), refusal(url));
  }

  @Test
  void theDefaultIsTheAddressOfClosesApi() {
    assertEquals("https://api.close.com/api/v1/", BaseUrl.of(BaseUrl.DEFAULT).toString());
  }

  private static String refusal(URI url) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CloseClient.builder().baseUrl(url),
            () -> "refuse the base URL " + url);
    return String.valueOf(e.getMessage());
  }
}
