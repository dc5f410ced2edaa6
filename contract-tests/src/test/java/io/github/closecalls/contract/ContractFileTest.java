package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContractFileTest {
  private static final String SHA_256 =
      "969c24a090772a5462bcef2304f7b64ed4b508895f1e48471062c10df6a37882";

  private static final String HOW_TO_TAKE_IN_A_NEW_RENDERING =
      "openapi/close-calls.yaml is not the rendering that was reviewed. It is never edited by hand:"
          + " to take in a new rendering, replace the file, byte for byte, by the `yaml` block of"
          + " Close's page, review the difference with `git diff`, and put the new SHA-256 and"
          + " number of lines into ContractFileTest.";

  @Test
  void theContractIsTheRenderingThatWasReviewed() throws IOException, NoSuchAlgorithmException {
    byte[] contract = Files.readAllBytes(Repository.checkedInContract());

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(contract);

    assertEquals(SHA_256, HexFormat.of().formatHex(digest), HOW_TO_TAKE_IN_A_NEW_RENDERING);
  }

  @Test
  void theContractIsNeitherCutNorExtended() throws IOException {
    int lines = Files.readAllLines(Repository.checkedInContract()).size();

    assertEquals(325, lines, HOW_TO_TAKE_IN_A_NEW_RENDERING);
  }
}
