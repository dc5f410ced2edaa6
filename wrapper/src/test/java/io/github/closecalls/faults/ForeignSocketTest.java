package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForeignSocketTest {
  /** Makes sockets that do not say where they lead, as those of a Unix domain do not. */
  private static final class Foreign extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public @Nullable InetAddress getInetAddress() {
          return null;
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
      return createSocket();
    }
  }

  @Test
  void aSocketOfTheUserThatHasNoAddressIsUsedForHttps() throws IOException {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .socketFactory(new Foreign())
            .sslSocketFactory(
                FaultServer.CLIENT.sslSocketFactory(), FaultServer.CLIENT.trustManager())
            .build();
    try (FaultServer server = new FaultServer(Protocol.HTTP_1_TLS, new FaultScript(null));
        CloseClient client =
            CloseClient.builder()
                .baseUrl(server.baseUrl())
                .credentials(Credentials.apiKey(ClientUnderTest.KEY))
                .httpClient(own)
                .build()) {
      assertEquals("acti_1", client.calls().log(ClientUnderTest.call("lead_1", false)).id());
      assertEquals(1, server.ledger().of("lead_1").completed());
    }
  }
}
