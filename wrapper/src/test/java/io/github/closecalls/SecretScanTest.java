package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretScanTest {
  @Test
  void theScanFindsAKeyAnEncodedKeyATokenAndAPhoneNumber() {
    byte[] userAndPassword = (StubServer.KEY + ":").getBytes(StandardCharsets.UTF_8);
    for (String secret :
        List.of(
            StubServer.KEY,
            Base64.getEncoder().encodeToString(userAndPassword),
            "Bearer Qx-access-1",
            String.valueOf(StubServer.call().phone()))) {
      assertEquals(1, SecretScan.secretsIn("a " + secret + " b").size(), "find " + secret);
    }
    assertEquals(List.of(), SecretScan.secretsIn("nothing to hide"));
  }

  @Test
  void noTestThrowsAwayWhatTheScanShouldRead() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        assertFalse(
            Files.readString(file)
                .contains("import static org.junit.jupiter.api." + "Assertions.assertThrows"),
            () -> "import assertThrows from SecretScan in " + file);
      }
    }
  }
}
