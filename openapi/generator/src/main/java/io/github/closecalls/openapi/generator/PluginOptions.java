package io.github.closecalls.openapi.generator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenConfig;
import org.openapitools.codegen.CodegenConstants;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.config.GlobalSettings;

/** What OpenAPI Generator can be told, of which this generator heeds a few and refuses the rest. */
final class PluginOptions {
  /** Those that it heeds, and those that OpenAPI Generator sets itself. */
  private static final Set<String> HEEDED =
      Set.of(
          CodegenConstants.API_PACKAGE,
          CodegenConstants.MODEL_PACKAGE,
          CodegenConstants.GROUP_ID,
          CodegenConstants.ARTIFACT_ID,
          RetrofitMoshiCodegen.TAG_PREFIX,
          RetrofitMoshiCodegen.LEAVE_OUT,
          RetrofitMoshiCodegen.LEAVE_OUT_UNUSED,
          RetrofitMoshiCodegen.SHARE_EQUAL_SCHEMAS,
          RetrofitMoshiCodegen.DESCRIPTIONS,
          // Nothing that is generated says when.
          CodegenConstants.HIDE_GENERATION_TIMESTAMP,
          CodegenConstants.GENERATE_APIS,
          CodegenConstants.GENERATE_API_DOCS,
          CodegenConstants.GENERATE_API_TESTS,
          CodegenConstants.GENERATE_MODELS,
          CodegenConstants.GENERATE_MODEL_DOCS,
          CodegenConstants.GENERATE_MODEL_TESTS,
          CodegenConstants.GENERATE_WEBHOOKS,
          "generateRecursiveDependentModels",
          CodegenConstants.GIT_HOST,
          CodegenConstants.GIT_USER_ID,
          CodegenConstants.GIT_REPO_ID,
          CodegenConstants.RELEASE_NOTE,
          "openbrace",
          "closebrace",
          "lambda");

  private PluginOptions() {}

  /**
   * Demands that nothing is asked for that would be done in no way.
   *
   * @param own the names that the generator gives its templates
   * @throws UnsupportedConstructException if there is such an option
   */
  static void check(DefaultCodegen codegen, Set<String> own) {
    for (String name : codegen.additionalProperties().keySet()) {
      if (!HEEDED.contains(name) && !own.contains(name)) {
        refuse(name, codegen.additionalProperties().get(name));
      }
    }
    CodegenConfig untouched = new DefaultCodegen();
    mappings(codegen)
        .forEach(
            (name, mapping) -> {
              if (!mapping.equals(mappings(untouched).get(name))) {
                refuse(name, mapping);
              }
            });
    refuseUnless(codegen.getModelNamePrefix().isEmpty(), "modelNamePrefix");
    refuseUnless(codegen.getModelNameSuffix().isEmpty(), "modelNameSuffix");
    refuseUnless(codegen.getApiNamePrefix().isEmpty(), "apiNamePrefix");
    refuseUnless(codegen.getApiNameSuffix().equals("Api"), "apiNameSuffix");
    refuseUnless(!codegen.isRemoveOperationIdPrefix(), "removeOperationIdPrefix");
    for (String part : Set.of(CodegenConstants.APIS, CodegenConstants.MODELS)) {
      refuseUnless(GlobalSettings.getProperty(part, "").isEmpty(), part + "ToGenerate");
    }
  }

  private static Map<String, Map<String, String>> mappings(CodegenConfig config) {
    Map<String, Map<String, String>> mappings = new LinkedHashMap<>();
    mappings.put("typeMappings", config.typeMapping());
    mappings.put("importMappings", config.importMapping());
    mappings.put("instantiationTypes", config.instantiationTypes());
    mappings.put("schemaMappings", config.schemaMapping());
    mappings.put("inlineSchemaNameMappings", config.inlineSchemaNameMapping());
    mappings.put("inlineSchemaOptions", config.inlineSchemaOption());
    mappings.put("nameMappings", config.nameMapping());
    mappings.put("parameterNameMappings", config.parameterNameMapping());
    mappings.put("modelNameMappings", config.modelNameMapping());
    mappings.put("enumNameMappings", config.enumNameMapping());
    mappings.put("operationIdNameMappings", config.operationIdNameMapping());
    mappings.put("reservedWordsMappings", config.reservedWordsMappings());
    mappings.put("openapiNormalizer", config.openapiNormalizer());
    return mappings;
  }

  private static void refuseUnless(boolean heeded, String name) {
    if (!heeded) {
      refuse(name, null);
    }
  }

  private static void refuse(String name, @Nullable Object value) {
    throw Refusal.UNKNOWN_OPTION.at(
        new Node("", null), value == null ? name : name + " (" + value + ")");
  }
}
