package io.github.closecalls.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the refresh token of an OAuth 2 session in a file.
 *
 * <p>Close replaces the refresh token each time it is used. Whoever starts a second time with the
 * first one is locked out, until a person gives the application access again. So the file always
 * has the last one: it is written before the token is used, and is never half written.
 *
 * <p>Only one process can use the file. Several share an access token that one of them renews, with
 * {@code Credentials.bearer(supplier)}.
 */
public final class OAuthRotation {
  private OAuthRotation() {}

  /** Returns a session that begins with the refresh token in this file. */
  public static Credentials session(Path file, String clientId, String clientSecret, URI tokenUrl)
      throws IOException {
    return Credentials.oauth2()
        .clientId(clientId)
        .clientSecret(clientSecret)
        .refreshToken(Files.readString(file).strip())
        .refreshTokenStore(token -> replace(file, token))
        .tokenUrl(tokenUrl)
        .build();
  }

  /** Replaces the file in one step, once the new one is on the disk. */
  private static void replace(Path file, String token) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path next =
        Files.createTempFile(folder, "refresh-token", ".part"); // Only its owner can read it.
    Files.writeString(next, token);
    try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Logs the call that is given as JSON on the standard input; the argument is the file. */
  public static void main(String[] args) throws IOException {
    Credentials session =
        session(
            Path.of(args[0]),
            System.getenv("CLOSE_CLIENT_ID"),
            System.getenv("CLOSE_CLIENT_SECRET"),
            URI.create("https://api.close.com/oauth2/token/"));
    try (CloseClient close = CloseClient.builder().credentials(session).build()) {
      String json = new String(System.in.readAllBytes(), UTF_8);
      System.out.println(close.calls().log(CreateCallActivity.fromJson(json)).toJson());
    }
  }
}
