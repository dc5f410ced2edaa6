package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code descriptions} adds to a contract. */
class DescriptionsTest {
  private static final Contract CONTRACT =
      Contract.parse(
          GeneratedClient.schemas(
              """
              Call:
                type: object
                properties:
                  duration: {type: integer}
                  a/b: {$ref: '#/components/schemas/Call'}
                  note: {type: string, description: What was said.}
              """));

  @TempDir private Path folder;

  @Test
  void aPropertyThatTheContractDoesNotDescribeGetsOne() throws IOException {
    Node properties = properties("/components/schemas/Call/properties/duration: In seconds.");

    assertEquals("In seconds.", properties.at("duration").text("description").orElse(""));
    assertEquals("integer", properties.at("duration").text("type").orElse(""));
  }

  @Test
  void aReferenceGetsOneToo() throws IOException {
    Node properties = properties("/components/schemas/Call/properties/a~1b: The call before.");

    assertEquals("The call before.", properties.at("a/b").text("description").orElse(""));
  }

  @Test
  void theWordsOfTheContractStay() throws IOException {
    Node properties = properties("/components/schemas/Call/properties/note: Anything.");

    assertEquals("What was said.", properties.at("note").text("description").orElse(""));
  }

  @Test
  void whatThisContractDoesNotHaveIsPassedOver() throws IOException {
    assertEquals(
        CONTRACT.root(), described("/components/schemas/Call/properties/cost: In cents.").root());
    assertEquals(CONTRACT.root(), described("/paths/~1calls/get/summary/x: None.").root());
  }

  @Test
  void noFileIsNoDescription() {
    assertEquals(CONTRACT.root(), Descriptions.of(CONTRACT, "").root());
  }

  @Test
  void aLineThatIsNoTextAtAPointerIsRefused() {
    for (String line : new String[] {"duration: In seconds.", "/components: 3"}) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> described(line)).getMessage());

      assertTrue(message.contains("a text for each JSON pointer"), message);
    }
  }

  @Test
  void javadocShowsThem() throws IOException {
    Path file = write("/components/schemas/Call/properties/duration: In seconds.");
    Path sources =
        GeneratedClient.generate(
            GeneratedClient.schemas(
                "Call: {type: object, properties: {duration: {type: integer}}}"),
            Map.of(RetrofitMoshiCodegen.DESCRIPTIONS, file.toString()));
    String call = Files.readString(sources.resolve("org/example/model/Call.java"));

    assertTrue(call.contains("   * In seconds.\n"), call);
  }

  private Node properties(String line) throws IOException {
    return described(line).root().at("components").at("schemas").at("Call").at("properties");
  }

  private Contract described(String line) throws IOException {
    return Descriptions.of(CONTRACT, write(line).toString());
  }

  private Path write(String line) throws IOException {
    return Files.writeString(folder.resolve("descriptions.yaml"), line + "\n");
  }
}
