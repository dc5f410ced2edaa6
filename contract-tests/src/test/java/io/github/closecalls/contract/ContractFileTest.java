package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContractFileTest {
  @Test
  void theContractIsTheRenderingThatWasTakenIn() throws IOException, NoSuchAlgorithmException {
    Path contract = Repository.checkedInContract();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(contract));

    // The form of sha256sum, which can check it as well.
    assertEquals(
        HexFormat.of().formatHex(digest) + "  close-calls.yaml\n",
        Files.readString(contract.resolveSibling("close-calls.yaml.sha256")),
        "openapi/close-calls.yaml is not the rendering that was taken in. It is never edited by"
            + " hand: undo that, or take in a new rendering by"
            + " `openapi/update <file or URL> --write`.");
  }
}
