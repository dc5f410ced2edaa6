package io.github.closecalls.compatibility.contract;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.ContractModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads contracts, and refuses what is none. */
public final class ContractFile {
  /**
   * What Close's exporter puts before each tag, as generated-client/pom.xml tells the generator.
   */
  public static final String TAG_PREFIX = "subpackage_";

  /** Far more than any contract, and little enough to be read in a moment. */
  private static final int MAX_MIB = 20;

  private ContractFile() {}

  /**
   * Reads a contract in YAML or JSON.
   *
   * @throws IllegalArgumentException if it cannot be read, or no client can be generated from it
   */
  public static ContractModel read(Path file) {
    return parse(file.toString(), bytes(file, file.toString()));
  }

  /** Reads a file that may hold a contract, and refuses it by its size. */
  public static byte[] bytes(Path file, String name) {
    try (InputStream in = Files.newInputStream(file)) {
      return bytes(in, name);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "There is no contract " + name + ": name a file that is there, or an address", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The contract " + name + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** Reads what may hold a contract, and refuses it by its size. */
  public static byte[] bytes(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(MAX_MIB * 1024 * 1024);
    if (in.read() >= 0) {
      throw new IllegalArgumentException(
          "The contract %s is larger than %d MiB, so it is no contract of one API: name the right file"
              .formatted(name, MAX_MIB));
    }
    return bytes;
  }

  /**
   * Reads a contract.
   *
   * @param name what errors call it
   */
  public static ContractModel parse(String name, byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "The contract " + name + " is not in UTF-8: convert it first", e);
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "The contract " + name + " is empty: fetch it again, or name the right file");
    }
    try {
      Contract contract = Contract.parse(text);
      String version = contract.root().text("openapi").orElse("");
      if (!version.matches("3\\.[01](\\.[0-9]+(-.*)?)?")) {
        throw new IllegalArgumentException(
            "It says \"openapi: " + version + "\", and there is no such version: correct it");
      }
      ContractModel model = ContractModel.of(contract, TAG_PREFIX);
      // Compared with itself, so that what is wrong is found wherever it stands.
      ContractComparison.findings(model, model);
      return model;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The contract " + name + " cannot be taken. " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "The contract " + name + " is nested too deep, or leads back to itself: correct it", e);
    }
  }
}
