package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An option of OpenAPI Generator is heeded or refused, never read as nothing. */
class PluginOptionsTest {
  private static final Map<String, Consumer<RetrofitMoshiCodegen>> UNHEEDED = new LinkedHashMap<>();

  static {
    UNHEEDED.put("typeMappings", codegen -> codegen.typeMapping().put("string", "Text"));
    UNHEEDED.put("importMappings", codegen -> codegen.importMapping().put("A", "b.A"));
    UNHEEDED.put("instantiationTypes", codegen -> codegen.instantiationTypes().put("array", "A"));
    UNHEEDED.put("schemaMappings", codegen -> codegen.schemaMapping().put("A", "b.A"));
    UNHEEDED.put("nameMappings", codegen -> codegen.nameMapping().put("a", "b"));
    UNHEEDED.put("parameterNameMappings", codegen -> codegen.parameterNameMapping().put("a", "b"));
    UNHEEDED.put("modelNameMappings", codegen -> codegen.modelNameMapping().put("a", "b"));
    UNHEEDED.put("enumNameMappings", codegen -> codegen.enumNameMapping().put("a", "b"));
    UNHEEDED.put(
        "operationIdNameMappings", codegen -> codegen.operationIdNameMapping().put("a", "b"));
    UNHEEDED.put(
        "inlineSchemaNameMappings", codegen -> codegen.inlineSchemaNameMapping().put("a", "b"));
    UNHEEDED.put("inlineSchemaOptions", codegen -> codegen.inlineSchemaOption().put("a", "b"));
    UNHEEDED.put("reservedWordsMappings", codegen -> codegen.reservedWordsMappings().put("a", "b"));
    UNHEEDED.put(
        "openapiNormalizer", codegen -> codegen.openapiNormalizer().put("FILTER", "tag:a"));
    UNHEEDED.put("modelNamePrefix", codegen -> codegen.setModelNamePrefix("A"));
    UNHEEDED.put("modelNameSuffix", codegen -> codegen.setModelNameSuffix("A"));
    UNHEEDED.put("apiNamePrefix", codegen -> codegen.setApiNamePrefix("A"));
    UNHEEDED.put("apiNameSuffix", codegen -> codegen.setApiNameSuffix("Service"));
    UNHEEDED.put("removeOperationIdPrefix", codegen -> codegen.setRemoveOperationIdPrefix(true));
    UNHEEDED.put(
        "dateLibrary", codegen -> codegen.additionalProperties().put("dateLibrary", "java8"));
  }

  static Iterable<String> unheeded() {
    return UNHEEDED.keySet();
  }

  @ParameterizedTest
  @MethodSource("unheeded")
  void anOptionThatWouldDoNothingIsRefused(String option) {
    RetrofitMoshiCodegen codegen = new RetrofitMoshiCodegen();
    UNHEEDED.getOrDefault(option, none -> {}).accept(codegen);
    String message =
        String.valueOf(
            assertThrows(UnsupportedConstructException.class, codegen::processOpts).getMessage());
    assertTrue(message.contains("the option " + option), message);
  }

  @Test
  void theOptionsThatItHasAreHeeded() {
    RetrofitMoshiCodegen codegen = new RetrofitMoshiCodegen();
    codegen
        .additionalProperties()
        .putAll(Map.of("tagPrefix", "a", "apiPackage", "b", "groupId", "c", "artifactId", "d"));
    assertDoesNotThrow(codegen::processOpts);
  }
}
