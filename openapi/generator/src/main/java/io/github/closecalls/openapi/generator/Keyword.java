package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A word that a contract may have at a {@link Place}, and what becomes of it: used, irrelevant for
 * a reason, or refused.
 *
 * <p>What the table does not have is refused where its value is a part of the contract that would
 * be read as nothing, such as {@code schema} in a response; a word that no specification knows
 * means nothing anywhere.
 *
 * @param words by whom it is used, or why it is irrelevant
 * @param refusal why it is refused
 * @param leadsTo the place that its value is, if that has keywords of its own
 */
record Keyword(
    Place place,
    String name,
    Verdict verdict,
    String words,
    @Nullable Refusal refusal,
    @Nullable Place leadsTo) {

  /** What becomes of a keyword. */
  enum Verdict {
    USED,
    IRRELEVANT,
    REFUSED
  }

  /** All of them, by place and name. */
  private static final Map<Place, Map<String, Keyword>> TABLE = new LinkedHashMap<>();

  private static final String RESTRICTS = "it restricts values and needs no other type";
  private static final String REFERRED = "it is read where a reference leads to it";
  private static final String WORDS = "words for people";
  private static final String AUTHENTICATES = "the client that Retrofit is given authenticates";

  static {
    uses(Place.DOCUMENT, "Contract", "openapi");
    leads(Place.DOCUMENT, "Operations", "paths", Place.PATHS);
    leads(Place.DOCUMENT, "Types", "components", Place.COMPONENTS);
    irrelevant(
        Place.DOCUMENT, "the base URL that Retrofit is given says where the API is", "servers");
    irrelevant(Place.DOCUMENT, WORDS, "info", "tags", "externalDocs");
    irrelevant(Place.DOCUMENT, AUTHENTICATES, "security");
    irrelevant(Place.DOCUMENT, "the server calls them", "webhooks");
    irrelevant(
        Place.DOCUMENT, "what the generator uses means the same in all", "jsonSchemaDialect");
    refuses(Place.DOCUMENT, Refusal.NEW_KEYWORD, "$self");

    leads(Place.COMPONENTS, "Types", "schemas", Place.SCHEMAS);
    irrelevant(
        Place.COMPONENTS,
        REFERRED,
        "responses",
        "parameters",
        "requestBodies",
        "pathItems",
        "mediaTypes",
        "examples",
        "headers",
        "links",
        "callbacks");
    irrelevant(Place.COMPONENTS, AUTHENTICATES, "securitySchemes");

    for (String method : Operations.METHODS) {
      leads(Place.PATH_ITEM, "Operations", method, Place.OPERATION);
    }
    uses(Place.PATH_ITEM, "Operations", "$ref");
    leads(Place.PATH_ITEM, "Parameters", "parameters", Place.PARAMETERS);
    leads(Place.PATH_ITEM, "Servers", "servers", Place.SERVERS);
    irrelevant(Place.PATH_ITEM, WORDS, "summary", "description");
    refuses(Place.PATH_ITEM, Refusal.NEW_KEYWORD, "query", "additionalOperations");

    uses(Place.OPERATION, "Operations", "tags", "operationId", "deprecated");
    uses(Place.OPERATION, "JavadocComments", "summary", "description");
    leads(Place.OPERATION, "Parameters", "parameters", Place.PARAMETERS);
    leads(Place.OPERATION, "RequestBodies", "requestBody", Place.REQUEST_BODY);
    leads(Place.OPERATION, "Responses", "responses", Place.RESPONSES);
    leads(Place.OPERATION, "Servers", "servers", Place.SERVERS);
    irrelevant(Place.OPERATION, AUTHENTICATES, "security");
    irrelevant(Place.OPERATION, "the server calls them", "callbacks");
    irrelevant(Place.OPERATION, WORDS, "externalDocs");

    uses(Place.PARAMETER, "Contract", "$ref");
    uses(Place.PARAMETER, "Parameters", "name", "in", "required", "allowReserved");
    uses(Place.PARAMETER, "ParameterStyle", "style", "explode");
    uses(Place.PARAMETER, "JavadocComments", "description");
    uses(Place.PARAMETER, "ParameterObject", "deprecated");
    leads(Place.PARAMETER, "Types", "schema", Place.SCHEMA);
    leads(Place.PARAMETER, "Parameters", "content", Place.CONTENT_OF_TEXT);
    irrelevant(Place.PARAMETER, WORDS, "example", "examples", "summary");
    irrelevant(Place.PARAMETER, "a blank text is sent as one", "allowEmptyValue");

    uses(Place.REQUEST_BODY, "Contract", "$ref");
    uses(Place.REQUEST_BODY, "RequestBodies", "required");
    uses(Place.REQUEST_BODY, "JavadocComments", "summary", "description");
    leads(Place.REQUEST_BODY, "RequestBodies", "content", Place.CONTENT);

    leads(Place.MEDIA_TYPE, "Types", "schema", Place.SCHEMA);
    leads(Place.MEDIA_TYPE, "Parameters", "encoding", Place.ENCODINGS);
    irrelevant(Place.MEDIA_TYPE, WORDS, "example", "examples");
    refuses(Place.MEDIA_TYPE, Refusal.NEW_KEYWORD, "itemSchema", "prefixEncoding", "itemEncoding");

    uses(Place.ENCODING, "ParameterStyle", "style", "explode");
    uses(Place.ENCODING, "Parameters", "contentType", "allowReserved");
    irrelevant(
        Place.ENCODING, "a field has none; a form whose parts have some is left to you", "headers");
    refuses(Place.ENCODING, Refusal.NEW_KEYWORD, "encoding", "prefixEncoding", "itemEncoding");

    uses(Place.RESPONSE, "Contract", "$ref");
    leads(Place.RESPONSE, "Responses", "content", Place.CONTENT);
    irrelevant(Place.RESPONSE, WORDS, "description", "summary");
    irrelevant(Place.RESPONSE, "Retrofit's Response has them as they came", "headers");
    irrelevant(Place.RESPONSE, "no operation calls another", "links");

    uses(Place.SCHEMA, "Schemas", "$ref", "type", "nullable", "enum", "const", "required");
    uses(Place.SCHEMA, "Types", "format", "contentEncoding", "uniqueItems");
    leads(Place.SCHEMA, "Schemas", "properties", Place.SCHEMAS);
    leads(Place.SCHEMA, "Types", "additionalProperties", Place.SCHEMA);
    leads(Place.SCHEMA, "Schemas", "unevaluatedProperties", Place.SCHEMA);
    leads(Place.SCHEMA, "Types", "patternProperties", Place.SCHEMAS);
    leads(Place.SCHEMA, "Types", "items", Place.SCHEMA);
    leads(Place.SCHEMA, "Types", "prefixItems", Place.SCHEMA_LIST);
    leads(Place.SCHEMA, "Schemas", "allOf", Place.SCHEMA_LIST);
    leads(Place.SCHEMA, "Schemas", "oneOf", Place.SCHEMA_LIST);
    leads(Place.SCHEMA, "Schemas", "anyOf", Place.SCHEMA_LIST);
    leads(Place.SCHEMA, "Choices", "discriminator", Place.DISCRIMINATOR);
    uses(Place.SCHEMA, "Models", "readOnly", "writeOnly", "deprecated");
    uses(Place.SCHEMA, "JavadocComments", "summary", "description", "default");
    uses(Place.SCHEMA, "JavadocComments", JavadocComments.LIMITS.toArray(String[]::new));
    irrelevant(Place.SCHEMA, WORDS, "example", "examples", "externalDocs", "$comment");
    uses(Place.SCHEMA, "Choices", "title");
    irrelevant(Place.SCHEMA, "the contract is JSON", "xml");
    irrelevant(
        Place.SCHEMA,
        "the text is given as it is, but for a part of a form, which is a file then",
        "contentMediaType");
    irrelevant(Place.SCHEMA, "the text is given as it is", "contentSchema");
    irrelevant(
        Place.SCHEMA,
        RESTRICTS,
        "not",
        "if",
        "then",
        "else",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "contains",
        "minContains",
        "maxContains",
        "propertyNames",
        "unevaluatedItems",
        "additionalItems");
    irrelevant(Place.SCHEMA, REFERRED, "$defs", "definitions");
    irrelevant(
        Place.SCHEMA,
        "a reference that needs it is refused",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$recursiveAnchor");
    irrelevant(
        Place.SCHEMA, "what the generator uses means the same in all", "$schema", "$vocabulary");
    refuses(Place.SCHEMA, Refusal.REFERENCE_DYNAMIC, "$dynamicRef", "$recursiveRef");

    uses(Place.DISCRIMINATOR, "Choices", "propertyName", "mapping");
    refuses(Place.DISCRIMINATOR, Refusal.NEW_KEYWORD, "defaultMapping");

    uses(Place.SERVER, "Servers", "url", "variables");
    irrelevant(Place.SERVER, WORDS, "description", "name");
  }

  /** Those whose value is a part of the contract, which must not be read as nothing elsewhere. */
  private static final Set<String> PARTS =
      Set.of(
          "additionalProperties",
          "allOf",
          "anyOf",
          "components",
          "content",
          "encoding",
          "items",
          "oneOf",
          "parameters",
          "paths",
          "patternProperties",
          "properties",
          "requestBody",
          "responses",
          "schema",
          "servers");

  private static void uses(Place place, String by, String... names) {
    add(place, Verdict.USED, by, null, null, names);
  }

  private static void leads(Place place, String by, String name, Place leadsTo) {
    add(place, Verdict.USED, by, null, leadsTo, name);
  }

  private static void irrelevant(Place place, String because, String... names) {
    add(place, Verdict.IRRELEVANT, because, null, null, names);
  }

  private static void refuses(Place place, Refusal refusal, String... names) {
    add(place, Verdict.REFUSED, refusal.construct(), refusal, null, names);
  }

  private static void add(
      Place place,
      Verdict verdict,
      String words,
      @Nullable Refusal refusal,
      @Nullable Place leadsTo,
      String... names) {
    for (String name : names) {
      TABLE
          .computeIfAbsent(place, none -> new LinkedHashMap<>())
          .put(name, new Keyword(place, name, verdict, words, refusal, leadsTo));
    }
  }

  /** The rows of the table. */
  static List<Keyword> all() {
    List<Keyword> all = new ArrayList<>();
    TABLE.values().forEach(names -> all.addAll(names.values()));
    return all;
  }

  /** What becomes of a member of the contract. */
  static Keyword of(Place place, String name, @Nullable Object value) {
    return Optional.ofNullable(TABLE.getOrDefault(place, Map.of()).get(name))
        .orElseGet(
            () ->
                PARTS.contains(name) && (value instanceof Map || value instanceof List)
                    ? new Keyword(
                        place,
                        name,
                        Verdict.REFUSED,
                        Refusal.MISPLACED_KEYWORD.construct(),
                        Refusal.MISPLACED_KEYWORD,
                        null)
                    : new Keyword(
                        place, name, Verdict.IRRELEVANT, "OpenAPI has no such word", null, null));
  }
}
