package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what the models of a contract read with what a JSON Schema validator calls valid. */
final class ValidatorAgreement {
  /** Values that are barely of a type, or barely not. */
  private static final List<JsonNode> BORDERS =
      Stream.of(
              "5.0",
              "1e2",
              "2147483648",
              "9223372036854775808",
              "1e400",
              "\"2013-02-01\"",
              "\"2013-02-30\"",
              "\"+10000-01-01\"",
              "\"2013-2-1\"",
              "\"2013-02-01T00:51:33Z\"",
              "\"2013-02-01t00:51:33z\"",
              "\"2013-02-01 00:51:33Z\"",
              "\"2013-02-01T00:51Z\"",
              "\"2013-02-01T24:00:00Z\"",
              "\"2016-12-31T23:59:60Z\"",
              "\"2013-02-01T00:51:33.0123456789Z\"",
              "\"2013-02-01T00:51:33+01:00:30\"",
              "\"2013-02-01T00:51:33+0100\"",
              "\"2013-02-01T00:51:33+23:59\"",
              "\"2013-02-01T00:51:33-00:00\"",
              "\"0123ABCD-0123-0123-0123-0123456789AB\"",
              "\"0123abcd0123012301230123456789ab\"",
              "\"{0123abcd-0123-0123-0123-0123456789ab}\"",
              "\"1-2-3-4-5\"",
              "\"a/b\"",
              "\"mailto:a@example.com\"",
              "\"http://[\"",
              "\"http://example.com/\u00e9\"",
              "\"%zz\"",
              "\"-_8=\"",
              "\"QQ\"",
              "\"QQ==\\n\"",
              "\"Q\"")
          .map(ExactJson::parse)
          .toList();

  private static final JsonSchemaFactory VALIDATORS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory.metaSchema(
                  JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                      .format(new Base64Format())
                      .build()));

  private final GeneratedClient client;
  private final long seed;
  private int valid;
  private int invalid;

  private ValidatorAgreement(GeneratedClient client, long seed) {
    this.client = client;
    this.seed = seed;
  }

  /** A strict model reads what is valid, and refuses what is invalid as far as it checks. */
  static void check(GeneratedClient client, int documents, long seed) {
    check(client, client.contract(), documents, seed);
  }

  /** The same with what another contract calls valid. */
  static void check(GeneratedClient client, String contract, int documents, long seed) {
    new ValidatorAgreement(client, seed).check(Contract.parse(contract), documents);
  }

  private void check(Contract contract, int documents) {
    Types types = new Types(contract, "org.example.model", Set.of(), true);
    Random random = new Random(seed);
    RandomJson json = new RandomJson(contract, random);
    JsonSchemas asWritten = new JsonSchemas(contract, JsonSchemas.Extent.AS_WRITTEN);
    JsonSchemas asChecked = new JsonSchemas(contract, JsonSchemas.Extent.AS_CHECKED);
    for (Node schema : contract.root().at("components").at("schemas").members().values()) {
      if (types.use(schema, "").type() instanceof Declared declared) {
        String model = declared.name();
        JsonSchema written = validator(asWritten.document(schema));
        JsonSchema checked = validator(asChecked.document(schema));
        for (int i = 0; i < documents; i++) {
          JsonNode document = json.of(schema);
          compare(model, written, checked, document);
          OddJson.plantedIn(document, random)
              .ifPresent(odd -> compare(model, written, checked, odd));
          OddJson.plantedIn(document, random, BORDERS)
              .ifPresent(odd -> compare(model, written, checked, odd));
        }
      }
    }
    assertTrue(
        valid > 0 && invalid > 0,
        () -> valid + " documents are valid and " + invalid + " are not: nothing is compared");
  }

  private static JsonSchema validator(JsonNode schema) {
    return VALIDATORS.getSchema(
        schema,
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .preloadJsonSchema(false)
            .build());
  }

  private void compare(String model, JsonSchema written, JsonSchema checked, JsonNode document) {
    if (document.isNull()) {
      return;
    }
    String refusal = refusal(model, document);
    if (written.validate(document).isEmpty()) {
      valid++;
      assertEquals("", refusal, () -> "What is valid is read. " + message(model, document));
    } else if (!checked.validate(document).isEmpty()) {
      invalid++;
      assertTrue(
          !refusal.isEmpty(),
          () ->
              "What is invalid is refused: "
                  + checked.validate(document)
                  + ". "
                  + message(model, document));
    }
  }

  /** Why a strict model does not read it: empty if it does. */
  private String refusal(String model, JsonNode document) {
    String refusal = "";
    try {
      client.readStrictly(model, document.toString());
    } catch (JsonDataException e) {
      refusal = String.valueOf(e.getMessage());
    }
    if (document.isObject() && client.read(model, document.toString()) instanceof JsonModel read) {
      assertEquals(
          refusal.isEmpty(),
          read.deviations().isEmpty(),
          () -> "What deviates is refused. " + message(model, document));
    }
    return refusal;
  }

  private String message(String model, JsonNode document) {
    return "-Dseed="
        + seed
        + " repeats it. If docs/generator.md is to allow it, tell JsonSchemas: "
        + model
        + " of "
        + document;
  }

  /** Base64 in each of its alphabets, with or without padding and line breaks. */
  private static final class Base64Format implements Format {
    @Override
    public String getName() {
      return "byte";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      try {
        Base64.getDecoder()
            .decode(value.replaceAll("[\\r\\n]", "").replace('-', '+').replace('_', '/'));
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
