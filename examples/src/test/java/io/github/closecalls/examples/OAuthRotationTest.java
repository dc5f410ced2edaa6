package io.github.closecalls.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.closecalls.CloseClient;
import io.github.closecalls.CredentialsException;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OAuthRotationTest {
  private static final CreateCallActivity CALL =
      CreateCallActivity.builder().phone("+16505551234").build();

  @AutoClose final FakeClose fake = FakeClose.start().accepts(); // Only tokens that it gives out.
  @TempDir Path folder;

  @BeforeEach
  void beginWithTheTokenThatAPersonGot() throws IOException {
    Files.writeString(file(), "first-refresh-token\n");
  }

  @Test
  void eachRunBeginsWithTheTokenOfTheLastOne() throws Exception {
    logOne();
    String second = Files.readString(file());
    logOne();

    assertEquals(List.of(CALL, CALL), fake.logged());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList(), "Nothing is left beside the file");
    }
    Files.writeString(file(), second);
    assertThrows(CredentialsException.class, this::logOne, "Each refresh token works once");
  }

  @Test
  void aTokenThatCloseRefusesIsRenewedAndTheCallIsSentAgain() throws Exception {
    fake.replies(Reply.unauthorized());

    logOne();

    assertEquals(List.of(CALL), fake.logged());
    assertEquals(
        List.of(
            "/oauth2/token/", "/api/v1/activity/call/", "/oauth2/token/", "/api/v1/activity/call/"),
        fake.requests().stream().map(request -> request.path()).toList());
  }

  private void logOne() throws IOException {
    try (CloseClient close =
        CloseClient.builder()
            .baseUrl(fake.url())
            .credentials(OAuthRotation.session(file(), "client", "secret", fake.tokenUrl()))
            .build()) {
      close.calls().log(CALL);
    }
  }

  private Path file() {
    return folder.resolve("close-refresh-token");
  }
}
