package io.github.closecalls.compatibility;

import static io.github.closecalls.compatibility.Change.Kind.ADDITIVE;
import static io.github.closecalls.compatibility.Change.Kind.BREAKING;
import static io.github.closecalls.compatibility.Change.Kind.DOCUMENTATION;
import static io.github.closecalls.compatibility.Findings.NOTHING;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.JavaApi;
import io.github.closecalls.openapi.generator.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two renderings of the contract by what a user of this client feels.
 *
 * <p>It denies by default: what no rule knows as additive or as documentation is breaking.
 * Operations are compared first, with the schemas that they lead to; then the components, each of
 * which gives Java even where nothing refers to it; then the Java itself.
 */
final class ContractGate {
  /**
   * What Close's exporter puts before each tag, as generated-client/pom.xml tells the generator.
   */
  static final String TAG_PREFIX = "subpackage_";

  /** Far more than any contract, and little enough to be read in a moment. */
  static final int MAX_BYTES = 20 * 1024 * 1024;

  private ContractGate() {}

  /**
   * Returns the differences of two contracts.
   *
   * @param before the contract as it was released, in YAML or JSON
   * @param after the contract as it is now
   * @return none if both say the same, however they write it
   * @throws IllegalArgumentException if one cannot be read, or no client can be generated from it
   */
  static List<Change> changes(Path before, Path after) {
    return changes(read(before), read(after));
  }

  static Rendering read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw tooLarge(file.toString());
      }
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "There is no contract " + file + ": name a file that is there", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The contract " + file + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  static IllegalArgumentException tooLarge(String name) {
    return new IllegalArgumentException(
        "The contract "
            + name
            + " is larger than "
            + MAX_BYTES / 1024 / 1024
            + " MiB, so it is no contract of one API: name the right file");
  }

  /**
   * Reads a contract.
   *
   * @param name what errors call it
   */
  static Rendering parse(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(name);
    }
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
      checkVersion(contract.root().text("openapi").orElse(""));
      Rendering rendering = new Rendering(contract, JavaApi.of(contract, TAG_PREFIX));
      check(rendering);
      return rendering;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The contract " + name + " cannot be taken. " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "The contract " + name + " is nested too deep, or leads back to itself: correct it", e);
    }
  }

  private static void checkVersion(String version) {
    if (!version.matches("3\\.[01](\\.[0-9]+(-.*)?)?")) {
      throw new IllegalArgumentException(
          "It says \"openapi: " + version + "\", and there is no such version: correct it");
    }
  }

  /** Walks through all of it, so that what is wrong is found wherever it stands. */
  private static void check(Rendering rendering) {
    Schemas schemas = uses(rendering);
    rendering
        .contract()
        .root()
        .at("components")
        .at("schemas")
        .members()
        .forEach((name, schema) -> schemas.use(schema, schema, Use.REQUEST));
  }

  /** A contract walked with itself tells how each of its schemas is used. */
  private static Schemas uses(Rendering rendering) {
    Schemas schemas = new Schemas(rendering, rendering, new Findings());
    new Operations(rendering, rendering, schemas, new Findings()).judge();
    return schemas;
  }

  static List<Change> changes(Rendering before, Rendering after) {
    Findings findings = new Findings();
    Schemas schemas = new Schemas(before, after, findings);
    new Operations(before, after, schemas, findings).judge();
    components(before, after, uses(before), schemas, findings);
    schemas.judge();
    otherComponents(before.contract(), after.contract(), findings);
    new Java(before.java(), after.java(), schemas, findings).judge();
    return findings.all();
  }

  /** Each component is generated, referred to or not, and is matched by the name of its class. */
  private static void components(
      Rendering before, Rendering after, Schemas uses, Schemas schemas, Findings findings) {
    Map<String, String> typesBefore = Java.types(before.java());
    Map<String, String> typesAfter = Java.types(after.java());
    Map<String, String> pointersBefore = inverse(typesBefore);
    Map<String, String> pointersAfter = inverse(typesAfter);
    Node olds = before.contract().root().at("components").at("schemas");
    Node news = after.contract().root().at("components").at("schemas");
    olds.members()
        .forEach(
            (name, old) -> {
              String type = pointersBefore.getOrDefault(old.pointer(), "");
              if (news.has(name)) {
                use(old, news.at(name), uses, schemas);
              } else if (type.isEmpty()) {
                findings.add(
                    DOCUMENTATION,
                    old.pointer(),
                    Findings.text(old.value()),
                    NOTHING,
                    "No Java comes of it, and what referred to it is compared where it stands.");
              } else if (typesAfter.containsKey(type)) {
                Node now = place(after.contract(), typesAfter.getOrDefault(type, ""));
                use(old, now, uses, schemas);
              } else {
                findings.add(
                    BREAKING,
                    old.pointer(),
                    usesOf(old, uses),
                    type,
                    NOTHING,
                    "The class is gone, so code that names it no longer compiles.");
              }
            });
    news.members()
        .forEach(
            (name, now) -> {
              String type = pointersAfter.getOrDefault(now.pointer(), "");
              if (!olds.has(name) && !typesBefore.containsKey(type)) {
                findings.add(
                    type.isEmpty() ? DOCUMENTATION : ADDITIVE,
                    now.pointer(),
                    NOTHING,
                    type.isEmpty() ? Findings.text(now.value()) : type,
                    type.isEmpty() ? "No Java comes of it." : "There is a class more.");
              }
            });
  }

  private static Map<String, String> inverse(Map<String, String> map) {
    Map<String, String> inverse = new HashMap<>();
    map.forEach((key, value) -> inverse.put(value, key));
    return inverse;
  }

  private static Node place(Contract contract, String pointer) {
    return contract.resolve(new Node("", "#" + pointer.replace("%", "%25")));
  }

  private static Set<Use> usesOf(Node old, Schemas uses) {
    Set<Use> found = uses.usesOf(old);
    // What nothing refers to can be built and read by users all the same.
    return found.isEmpty() ? EnumSet.allOf(Use.class) : found;
  }

  private static void use(Node old, Node now, Schemas uses, Schemas schemas) {
    usesOf(old, uses).forEach(use -> schemas.use(old, now, use));
  }

  /** Components of other kinds count where something refers to them; the rest is said here. */
  private static void otherComponents(Contract b, Contract a, Findings findings) {
    Node olds = b.root().at("components");
    Node news = a.root().at("components");
    Set<String> sections = new TreeSet<>(olds.members().keySet());
    sections.addAll(news.members().keySet());
    sections.removeAll(Set.of("schemas", "securitySchemes"));
    for (String section : sections) {
      Set<String> names = new TreeSet<>(olds.at(section).members().keySet());
      names.addAll(news.at(section).members().keySet());
      for (String name : names) {
        Node old = olds.at(section).at(name);
        Node now = news.at(section).at(name);
        if (!Objects.equals(old.value(), now.value())
            && !findings.about(now.pointer(), DOCUMENTATION)) {
          findings.add(
              DOCUMENTATION,
              now.pointer(),
              old.value() == null ? NOTHING : Findings.text(old.value()),
              now.value() == null ? NOTHING : Findings.text(now.value()),
              "What refers to it is compared where it stands.");
        }
      }
    }
  }
}
