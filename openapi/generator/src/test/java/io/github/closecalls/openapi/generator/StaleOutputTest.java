package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleOutputTest {
  private static final String WRONG =
      "What is generated should be made anew if, and only if, what it is made from has changed";

  @TempDir private Path folder;
  private Path contract;
  private Path generator;
  private Path output;

  @BeforeEach
  void generate() throws IOException {
    contract = Files.writeString(folder.resolve("contract.yaml"), "openapi: 3.1.0");
    generator = Files.createDirectories(folder.resolve("classes"));
    Files.writeString(generator.resolve("A.class"), "a");
    output = folder.resolve("target/generated");
    assertFalse(isKept());
    Files.createDirectories(output.resolve("model"));
    Files.writeString(output.resolve("model/Call.java"), "class Call {}");
  }

  @Test
  void whatWasMadeFromTheSameIsKept() throws IOException {
    assertTrue(isKept(), WRONG);
    assertTrue(isKept(), WRONG);
  }

  @Test
  void anotherContractDeletesIt() throws IOException {
    Files.writeString(contract, "openapi: 3.1.1");

    assertFalse(isKept(), WRONG);
  }

  @Test
  void anOlderContractInAnotherPlaceDeletesIt() throws IOException {
    contract = Files.writeString(folder.resolve("another.yaml"), "openapi: 3.0.0");
    Files.setLastModifiedTime(contract, FileTime.fromMillis(0));

    assertFalse(isKept(), WRONG);
  }

  @Test
  void anotherGeneratorDeletesIt() throws IOException {
    Files.writeString(generator.resolve("A.class"), "b");

    assertFalse(isKept(), WRONG);
  }

  @Test
  void aClassOfTheGeneratorWithAnotherNameDeletesIt() throws IOException {
    Files.move(generator.resolve("A.class"), generator.resolve("B.class"));

    assertFalse(isKept(), WRONG);
  }

  @Test
  void theSameBytesInAnotherFileAreAnotherSource() throws IOException {
    Files.writeString(contract, "openapi: 3.1.");
    Files.writeString(generator.resolve("A.class"), "0a");

    assertFalse(isKept(), WRONG);
  }

  private boolean isKept() throws IOException {
    StaleOutput.deleteUnlessMadeFrom(List.of(contract, generator), output);
    return Files.exists(output.resolve("model/Call.java"));
  }
}
