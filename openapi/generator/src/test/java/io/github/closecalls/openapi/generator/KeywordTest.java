package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.closecalls.openapi.generator.Keyword.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every keyword, planted at every place, changes the Java, changes nothing, or is refused. */
class KeywordTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A contract with a spot for each place; every keyword that changes Java does so at its spot. */
  private static final ObjectNode CONTRACT =
      yaml(
          """
          openapi: 3.1.0
          info: {title: t, version: '1'}
          servers: [{url: https://a.example}]
          paths:
            /p:
              post:
                operationId: named
                tags: [things]
                servers: [{url: 'https://{v}.example', variables: {v: {default: b}}}]
                parameters:
                  - {name: q, in: query, schema: {type: array, items: {type: string}}}
                requestBody:
                  content:
                    application/x-www-form-urlencoded:
                      schema: {type: object, properties: {f: {type: array, items: {type: string}}, g: {type: object, properties: {h: {type: string}}}}}
                      encoding: {f: {}, g: {}}
                responses:
                  '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}
          components:
            schemas:
              S: {type: object, properties: {a: {type: string}}}
              Sibling: {$ref: '#/components/schemas/S', properties: {b: {type: string}}}
              Named: {type: string}
              X: {type: object, properties: {kind: {type: string}, x: {type: string}}}
              Y: {type: object, properties: {kind: {type: string}, y: {type: string}}}
              Choice: {oneOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}], discriminator: {propertyName: kind}}
          x-parameter: {name: r, in: query}
          x-body: {content: {text/csv: {}}}
          x-response: {description: d}
          """);

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final Map<Place, String> SPOTS =
      Map.ofEntries(
          Map.entry(Place.DOCUMENT, ""),
          Map.entry(Place.COMPONENTS, "/components"),
          Map.entry(Place.PATH_ITEM, "/paths/~1p"),
          Map.entry(Place.OPERATION, "/paths/~1p/post"),
          Map.entry(Place.SERVER, "/paths/~1p/post/servers/0"),
          Map.entry(Place.PARAMETER, "/paths/~1p/post/parameters/0"),
          Map.entry(Place.REQUEST_BODY, "/paths/~1p/post/requestBody"),
          Map.entry(
              Place.MEDIA_TYPE,
              "/paths/~1p/post/requestBody/content/application~1x-www-form-urlencoded"),
          Map.entry(
              Place.ENCODING,
              "/paths/~1p/post/requestBody/content/application~1x-www-form-urlencoded/encoding/f"),
          Map.entry(Place.RESPONSE, "/paths/~1p/post/responses/200"),
          Map.entry(Place.SCHEMA, "/components/schemas/S/properties/a"),
          Map.entry(Place.DISCRIMINATOR, "/components/schemas/Choice/discriminator"));

  /** A value with which a keyword says something new at the spot of its place, in YAML. */
  private static String value(Keyword keyword) {
    return switch (keyword.place() + " " + keyword.name()) {
      case "DOCUMENT openapi" -> "3.0.3";
      case "OPERATION responses", "DOCUMENT paths" -> "{}";
      case "DOCUMENT components" -> "{schemas: {S: {type: string}}}";
      case "COMPONENTS schemas" -> "{S: {type: string}}";
      case "PATH_ITEM $ref" -> "'#/paths/~1p/x-other'";
      case "PATH_ITEM parameters", "OPERATION parameters" ->
          "[{name: r, in: query, schema: {type: string}}]";
      case "PATH_ITEM servers" -> "[{url: https://c.example}]";
      case "OPERATION servers" -> "[{url: https://c.example}]";
      case "OPERATION requestBody" -> "{content: {application/json: {schema: {type: string}}}}";
      case "PARAMETER name" -> "r";
      case "PARAMETER in" -> "header";
      case "PARAMETER style", "ENCODING style" -> "pipeDelimited";
      case "PARAMETER explode", "ENCODING explode" -> "false";
      case "PARAMETER $ref" -> "'#/x-parameter'";
      case "PARAMETER content" -> "{text/csv: {}}";
      case "REQUEST_BODY $ref" -> "'#/x-body'";
      case "REQUEST_BODY content" -> "{application/json: {schema: {type: string}}}";
      case "RESPONSE $ref" -> "'#/x-response'";
      case "RESPONSE content" -> "{application/json: {schema: {type: integer}}}";
      case "MEDIA_TYPE encoding" -> "{f: {explode: false}}";
      case "ENCODING contentType" -> "application/json";
      case "SERVER url" -> "https://c.example";
      case "SERVER variables" -> "{v: {default: c}}";
      case "DISCRIMINATOR propertyName" -> "other";
      case "DISCRIMINATOR mapping" -> "{z: '#/components/schemas/X'}";
      case "SCHEMA $ref" -> "'#/components/schemas/X'";
      case "SCHEMA type" -> "integer";
      case "SCHEMA enum" -> "[b, c]";
      case "SCHEMA const" -> "b";
      case "SCHEMA format" -> "date";
      case "SCHEMA contentEncoding" -> "base64";
      case "SCHEMA default" -> "b";
      case "SCHEMA description", "SCHEMA summary", "OPERATION description", "OPERATION summary" ->
          "words";
      case "PARAMETER description", "REQUEST_BODY description", "REQUEST_BODY summary" -> "words";
      case "OPERATION operationId", "SCHEMA title" -> "b";
      case "OPERATION tags" -> "[b]";
      default ->
          switch (keyword.name()) {
            case "required", "nullable", "deprecated", "readOnly", "writeOnly", "allowReserved" ->
                "true";
            case "oneOf", "anyOf", "allOf" ->
                "[{type: string, format: date}, {type: string, format: uuid}]";
            case "get", "put", "delete", "options", "head", "patch", "trace" -> "{responses: {}}";
            case "schema" -> "{type: integer}";
            default -> JavadocComments.LIMITS.contains(keyword.name()) ? "7" : "{b: {}}";
          };
    };
  }

  /** Keywords that say something only of a schema of another type than the spot's. */
  private static final Map<String, String> OTHER_SPOTS =
      Map.ofEntries(
          Map.entry(
              "$ref",
              "S {properties: {a: {}}} {properties: {a: {$ref: '#/components/schemas/X'}}}"),
          Map.entry("required", "S {required: [a]}"),
          Map.entry("properties", "S {properties: {b: {}}}"),
          Map.entry("additionalProperties", "S {additionalProperties: {type: integer}}"),
          Map.entry("unevaluatedProperties", "S {unevaluatedProperties: false}"),
          Map.entry(
              "patternProperties",
              "S {additionalProperties: false} {additionalProperties: false, patternProperties: {b: {}}}"),
          Map.entry(
              "items",
              "S {properties: {a: {type: array}}} {properties: {a: {type: array, items: {type: string}}}}"),
          Map.entry(
              "prefixItems",
              "S {properties: {a: {type: array, items: {type: string}}}} {properties: {a: {type: array, items: {type: string}, prefixItems: [{}]}}}"),
          Map.entry(
              "uniqueItems",
              "S {properties: {a: {type: array, items: {type: string}}}} {properties: {a: {type: array, items: {type: string}, uniqueItems: true}}}"),
          Map.entry("discriminator", "Choice {discriminator: {propertyName: other}}"),
          Map.entry(
              "title",
              "Sibling {oneOf: [{properties: {b: {}}}, {properties: {c: {}}}]}"
                  + " {oneOf: [{title: t, properties: {b: {}}}, {properties: {c: {}}}]}"),
          Map.entry("allOf", "S {allOf: [{properties: {b: {}}}]}"));

  static List<Keyword> everyKeywordAtEveryPlace() {
    Set<String> names = new TreeSet<>();
    Keyword.all().forEach(keyword -> names.add(keyword.name()));
    List<Keyword> all = new ArrayList<>();
    for (Place place : SPOTS.keySet()) {
      for (String name : names) {
        all.add(Keyword.of(place, name, Map.of()));
      }
    }
    return all;
  }

  @Test
  void everyPlaceWithKeywordsHasASpot() {
    Set<Place> places = new TreeSet<>();
    Keyword.all().forEach(keyword -> places.add(keyword.place()));
    assertEquals(places, new TreeSet<>(SPOTS.keySet()));
  }

  @ParameterizedTest
  @MethodSource("everyKeywordAtEveryPlace")
  void aKeywordIsUsedOrIrrelevantOrRefused(Keyword keyword) throws Exception {
    ObjectNode before = CONTRACT.deepCopy();
    ObjectNode after = CONTRACT.deepCopy();
    boolean elsewhere =
        keyword.place() == Place.SCHEMA
            && keyword.verdict() == Verdict.USED
            && OTHER_SPOTS.containsKey(keyword.name());
    if (elsewhere) {
      plantElsewhere(Objects.requireNonNull(OTHER_SPOTS.get(keyword.name())), before, after);
    } else {
      plant(keyword, before, after);
    }
    switch (keyword.verdict()) {
      case USED -> assertNotEquals(java(before), java(after), keyword + " should change the Java");
      case IRRELEVANT ->
          assertEquals(java(before), java(after), keyword + " should not change the Java");
      case REFUSED -> {
        Refusal refusal = Objects.requireNonNull(keyword.refusal());
        String message =
            String.valueOf(
                assertThrows(
                        UnsupportedConstructException.class, () -> java(after), keyword::toString)
                    .getMessage());
        assertTrue(
            message.contains("#" + SPOTS.get(keyword.place()) + "/" + keyword.name() + ": ")
                && message.endsWith(refusal.wayOut()),
            message);
      }
    }
  }

  private static void plant(Keyword keyword, ObjectNode before, ObjectNode after) throws Exception {
    String spot = Objects.requireNonNull(SPOTS.get(keyword.place()));
    JsonNode value = YAML.readTree(value(keyword));
    if (keyword.place() == Place.PATH_ITEM && keyword.name().equals("$ref")) {
      JsonNode other = YAML.readTree("{get: {responses: {}}}");
      ((ObjectNode) before.at(spot)).set("x-other", other);
      ((ObjectNode) after.at(spot)).set("x-other", other);
    }
    if (keyword.place() == Place.PATH_ITEM && keyword.name().equals("servers")) {
      // Those of the operation would win.
      ((ObjectNode) before.at(spot + "/post")).remove("servers");
      ((ObjectNode) after.at(spot + "/post")).remove("servers");
    }
    if (keyword.verdict() == Verdict.IRRELEVANT && "$ref".equals(keyword.name())) {
      return;
    }
    ((ObjectNode) after.at(spot)).set(keyword.name(), value);
  }

  private static void plantElsewhere(String spot, ObjectNode before, ObjectNode after)
      throws Exception {
    String schema = spot.substring(0, spot.indexOf(' '));
    String[] members = spot.substring(spot.indexOf(' ') + 1).split("(?<=}) (?=\\{)", -1);
    ObjectNode old = (ObjectNode) before.at("/components/schemas/" + schema);
    ObjectNode now = (ObjectNode) after.at("/components/schemas/" + schema);
    if (members.length > 1) {
      old.removeAll();
      now.removeAll();
      old.setAll((ObjectNode) YAML.readTree(members[0]));
    }
    now.setAll((ObjectNode) YAML.readTree(members[members.length - 1]));
  }

  /** By contract: most keywords are compared with the same one without them. */
  private static final Map<String, String> JAVA = new HashMap<>();

  /** All that is generated, Javadoc included. */
  private static String java(JsonNode contract) {
    return JAVA.computeIfAbsent(
        contract.toString(),
        document -> {
          Contract read = ClosedWorld.of(Contract.parse(document));
          Types types = new Types(read, "org.example.model", Set.of(), true);
          String apis = new Operations(read, types, "").apis().toString();
          return apis + types.declarations();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a: {post: {$ref: '#/x/op'}}",
        "/a: {post: {operationId: a, parameters: {$ref: '#/x/op/parameters'}, responses: {$ref:"
            + " '#/x/op/responses'}}}",
        "/a: {$ref: '#/x/item', description: d}",
        "/a: {$ref: '#/x/item'}",
        "$ref: '#/x/paths'"
      })
  void aReferenceIsFollowedWhereverItStands(String paths) {
    String rest =
        """
        x:
          op:
            operationId: a
            parameters: [{name: q, in: query, schema: {type: string}}]
            responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {$ref: '#/x/properties'}}}}}}
          properties: {b: {type: string}}
          item: {post: {$ref: '#/x/op'}}
          paths: {/a: {$ref: '#/x/item'}}
        """;
    Contract contract = ClosedWorld.of(Contract.parse(GeneratedClient.paths(paths + "\n") + rest));
    Types types = new Types(contract, "org.example.model", Set.of(), false);
    Operations.Operation operation =
        new Operations(contract, types, "").apis().get(0).operations().get(0);
    assertEquals(List.of("@`retrofit2.http.POST`(\"a\")"), operation.annotations());
    assertEquals("@`retrofit2.http.Query`(\"q\")", operation.parameters().get(0).annotation());
    assertEquals(
        List.of("DefaultApi.a", "AResponse", "AResponse.b"),
        List.copyOf(ContractModel.of(contract, "").javaNames().keySet()));
  }

  @Test
  void methodsBesideAReferenceOfAPathItemAreOperationsAsWell() {
    String contract =
        GeneratedClient.paths(
                """
            /a: {$ref: '#/components/pathItems/A', post: {operationId: made, responses: {}}}
            """)
            + "components: {pathItems: {A: {get: {operationId: got, responses: {}}}}}\n";
    assertEquals(List.of("DefaultApi.got", "DefaultApi.made"), List.copyOf(names(contract)));
  }

  @Test
  void aPropertyMayBeCalledAsAReferenceIs() {
    Set<String> names =
        names(GeneratedClient.schemas("A: {properties: {$ref: {type: string}, x-y: {}}}"));
    assertTrue(names.contains("A.ref"), names::toString);
  }

  @Test
  void aReferenceThatLeadsBackIsRefused() {
    String message =
        String.valueOf(
            assertThrows(
                    UnsupportedConstructException.class,
                    () ->
                        ClosedWorld.of(
                            Contract.parse(
                                GeneratedClient.paths("/a: {get: {$ref: '#/paths/~1a/get'}}"))))
                .getMessage());
    assertTrue(message.contains("#/paths/~1a/get: the reference leads back"), message);
  }

  @Test
  void aLongChainOfReferencesIsFollowed() {
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      schemas.append(
          "S%d: {type: object, properties: {next: {$ref: '#/components/schemas/S%d'}}}\n"
              .formatted(i, (i + 1) % 5_000));
    }
    assertTrue(names(GeneratedClient.schemas(schemas.toString())).size() > 5_000);
  }

  /** What Java calls the things of a contract. */
  private static Set<String> names(String contract) {
    return ContractModel.of(Contract.parse(contract), "").javaNames().keySet();
  }
}
