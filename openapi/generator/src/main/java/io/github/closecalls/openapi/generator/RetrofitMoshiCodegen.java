package io.github.closecalls.openapi.generator;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.parser.util.DeserializationUtils;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.CodegenConstants;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.api.TemplatingEngineAdapter;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;

/**
 * Generates a Retrofit client with immutable Moshi models for Java 17.
 *
 * <p>OpenAPI Generator finds it as {@code retrofit-moshi}. OpenAPI Generator handles files,
 * templates and the Maven plugin; the content of the Java code is computed here, from the contract
 * as it is written. Options: {@code modelPackage}, {@code apiPackage}, and {@code tagPrefix}, which
 * is removed from the tags; {@code leaveOut}, the JSON pointers of what is not needed, and {@code
 * leaveOutUnused}; {@code shareEqualSchemas}; {@code descriptions}, a file of them; {@code groupId}
 * and {@code artifactId} name the folder of the metadata for GraalVM. Not safe for use by several
 * threads.
 */
public final class RetrofitMoshiCodegen extends DefaultCodegen {
  static final String JSON_ADAPTERS = "`io.github.closecalls.json.internal.JsonAdapters`";
  static final String JSON_VALUES = "`io.github.closecalls.json.JsonValues`";
  static final String DEVIATIONS = "`io.github.closecalls.json.internal.Deviations`";
  static final String ARGUMENTS = "`io.github.closecalls.json.internal.Arguments`";

  /** The one factory that serves the adapters of all models. */
  static final String FACTORY = "ModelJsonAdapterFactory";

  /** The last is what a generated adapter inherits from Moshi's, where no import hides it. */
  static final Set<String> RESERVED = Set.of(FACTORY, "Factory");

  static final String TAG_PREFIX = "tagPrefix";
  static final String LEAVE_OUT = "leaveOut";
  static final String LEAVE_OUT_UNUSED = "leaveOutUnused";
  static final String SHARE_EQUAL_SCHEMAS = "shareEqualSchemas";
  static final String DESCRIPTIONS = "descriptions";

  /** A method of a class file has 64 KiB, which is room for sixteen times as many. */
  private static final int ADAPTERS_OF_A_METHOD = 250;

  private @Nullable Contract contract;
  private final Map<String, Declaration> declarations = new LinkedHashMap<>();
  private final Map<String, Operations.Api> apis = new LinkedHashMap<>();
  private final Set<String> ownProperties;
  private final Set<String> generatedTypes = new HashSet<>();
  private final Set<String> deprecatedTypes = new HashSet<>();

  /** Creates the generator with its defaults, for OpenAPI Generator to configure. */
  public RetrofitMoshiCodegen() {
    // OpenAPI Generator's parser, which runs first, gives up after 3 MiB of YAML.
    DeserializationUtils.getOptions().setMaxYamlCodePoints(ContractReader.MAX_CHARACTERS);
    embeddedTemplateDir = getName();
    templateDir = getName();
    modelPackage = "org.openapitools.model";
    apiPackage = "org.openapitools.api";
    modelTemplateFiles.put("model.mustache", ".java");
    apiTemplateFiles.put("api.mustache", ".java");
    additionalProperties.put("jsonAdapters", JSON_ADAPTERS);
    additionalProperties.put("jsonValues", JSON_VALUES);
    additionalProperties.put("arguments", ARGUMENTS);
    additionalProperties.put("deviations", DEVIATIONS);
    additionalProperties.put("modelJson", "`io.github.closecalls.json.internal.ModelJson`");
    ownProperties = Set.copyOf(additionalProperties.keySet());
    cliOptions.add(
        CliOption.newString(
            TAG_PREFIX, "A prefix that an exporter adds to each tag; it is removed."));
    cliOptions.add(
        CliOption.newString(
            LEAVE_OUT,
            "JSON pointers, with blanks between them, to paths, operations and schemas to leave"
                + " out."));
    cliOptions.add(
        CliOption.newBoolean(
            LEAVE_OUT_UNUSED, "Whether schemas that no operation leads to are left out.", false));
    cliOptions.add(
        CliOption.newBoolean(
            SHARE_EQUAL_SCHEMAS,
            "Whether schemas without a name that say the same of properties of the same name have"
                + " one type.",
            false));
    cliOptions.add(
        CliOption.newString(
            DESCRIPTIONS,
            "A file with descriptions, each below a JSON pointer, for what the contract does not"
                + " describe."));
  }

  @Override
  public String getName() {
    return "retrofit-moshi";
  }

  @Override
  public String getHelp() {
    return "Generates a Retrofit client with immutable, reflection-free Moshi models for Java 17.";
  }

  @Override
  public CodegenType getTag() {
    return CodegenType.CLIENT;
  }

  @Override
  public TemplatingEngineAdapter getTemplatingEngine() {
    return new JavaTemplates(generatedTypes, deprecatedTypes);
  }

  /** The normalizer and the inline model resolver lose nulls and branches: both stay off. */
  @Override
  public boolean getUseOpenapiNormalizer() {
    return false;
  }

  @Override
  public boolean getUseInlineModelResolver() {
    return false;
  }

  /** Refuses an option that would be read as nothing. */
  @Override
  public void processOpts() {
    PluginOptions.check(this, ownProperties);
    super.processOpts();
  }

  /** Is asked of the generator that was chosen, right before OpenAPI Generator's parser runs. */
  @Override
  public String defaultTemplatingEngine() {
    UnparsedContract.await(true);
    return super.defaultTemplatingEngine();
  }

  /** Reads the contract before OpenAPI Generator gives up on one that it cannot read. */
  @Override
  public void setInputSpec(String inputSpec) {
    super.setInputSpec(inputSpec);
    UnparsedContract.await(false);
    contract = Contract.read(Path.of(inputSpec));
  }

  /**
   * Computes the Java code, and leaves of OpenAPI Generator's model of the document one schema for
   * each type and one path for each interface, so that it writes these files and no others.
   */
  @Override
  public void preprocessOpenAPI(OpenAPI openAPI) {
    Contract written = Objects.requireNonNull(contract, "No contract: set inputSpec");
    LongStack.run(() -> compute(written));
    nameTypes();

    Components components = new Components();
    declarations
        .keySet()
        .forEach(
            name ->
                components.addSchemas(
                    name, new ObjectSchema().addProperty("property", new StringSchema())));
    openAPI.setComponents(components);
    Paths paths = new Paths();
    apis.keySet()
        .forEach(
            name ->
                paths.addPathItem(
                    "/" + name, new PathItem().get(new Operation().addTagsItem(name))));
    openAPI.setPaths(paths);
    openAPI.setWebhooks(null);
    openAPI.setTags(null);
    openAPI.setServers(List.of(new Server().url("/")));

    supportingFiles.add(
        new SupportingFile("factory.mustache", folder(modelPackage), FACTORY + ".java"));
    supportingFiles.add(
        new SupportingFile("modelPackage.mustache", folder(modelPackage), "package-info.java"));
    supportingFiles.add(
        new SupportingFile("apiPackage.mustache", folder(apiPackage), "package-info.java"));
    supportingFiles.add(
        new SupportingFile(
            JavaTemplates.REACHABILITY_METADATA,
            "src/main/resources/META-INF/native-image/" + artifactFolder(),
            "reachability-metadata.json"));
    if (apis.isEmpty()) {
      supportingFiles.add(
          new SupportingFile("noOperations.mustache", folder(apiPackage), "NoOperations.java"));
    }
  }

  private void compute(Contract written) {
    Refusals refusals = new Refusals();
    Contract wanted = Descriptions.of(LeftOut.of(written, option(LEAVE_OUT)), option(DESCRIPTIONS));
    Contract read =
        ClosedWorld.of(isTrue(LEAVE_OUT_UNUSED) ? Reached.only(wanted) : wanted, refusals);
    boolean shared = isTrue(SHARE_EQUAL_SCHEMAS);
    Types types = new Types(read, modelPackage, RESERVED, true, shared, refusals::attempt);
    new Operations(read, types, option(TAG_PREFIX))
        .apis()
        .forEach(api -> apis.put(api.name(), api));
    types.declarations().forEach(type -> declarations.put(type.name(), type));
    refusals.check();
  }

  private String option(String name) {
    return String.valueOf(additionalProperties.getOrDefault(name, ""));
  }

  private boolean isTrue(String name) {
    return Boolean.parseBoolean(option(name));
  }

  private void nameTypes() {
    apis.keySet().forEach(name -> generatedTypes.add(apiPackage + "." + name));
    generatedTypes.add(modelPackage + "." + FACTORY);
    declarations.forEach(
        (name, declaration) -> {
          generatedTypes.add(modelPackage + "." + name);
          if (declaration.deprecated()) {
            deprecatedTypes.add(modelPackage + "." + name);
          }
        });
  }

  /** The folder where GraalVM looks for the metadata of a jar, and that no other jar has. */
  private String artifactFolder() {
    Object group = additionalProperties.get(CodegenConstants.GROUP_ID);
    Object artifact = additionalProperties.get(CodegenConstants.ARTIFACT_ID);
    return group == null || artifact == null ? apiPackage : group + "/" + artifact;
  }

  @Override
  public CodegenModel fromModel(String name, @SuppressWarnings("rawtypes") Schema schema) {
    CodegenModel model = new CodegenModel();
    model.name = name;
    model.classname = name;
    return model;
  }

  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> models) {
    models.forEach((name, file) -> putView(file, declarations.get(name)));
    return models;
  }

  private static void putView(ModelsMap file, @Nullable Declaration declaration) {
    file.put("model", declaration instanceof Declaration.Model ? declaration : false);
    file.put("openEnum", declaration instanceof Declaration.OpenEnum ? declaration : false);
    file.put("choice", declaration instanceof Declaration.Choice ? declaration : false);
    file.put("hierarchy", declaration instanceof Declaration.Hierarchy ? declaration : false);
    file.put("union", declaration instanceof Declaration.Union ? declaration : false);
  }

  @Override
  public CodegenOperation fromOperation(
      String path, String method, Operation operation, List<Server> servers) {
    CodegenOperation placeholder = new CodegenOperation();
    placeholder.path = path;
    placeholder.httpMethod = method;
    placeholder.operationId = method;
    placeholder.nickname = method;
    return placeholder;
  }

  @Override
  public OperationsMap postProcessOperationsWithModels(
      OperationsMap operations, List<ModelMap> models) {
    operations.put("api", apis.get(operations.getOperations().getClassname()));
    return operations;
  }

  @Override
  public Map<String, Object> postProcessSupportingFileData(Map<String, Object> data) {
    List<Map<String, Object>> adapters =
        declarations.values().stream()
            .map(
                declaration -> {
                  TypeName type = TypeName.of(modelPackage + "." + declaration.name());
                  return Map.<String, Object>of(
                      "type", type, "create", declaration.newAdapter(type));
                })
            .toList();
    boolean few = adapters.size() <= ADAPTERS_OF_A_METHOD;
    data.put("adapters", few ? adapters : List.of());
    data.put(
        "hierarchies",
        declarations.values().stream().filter(Declaration.Hierarchy.class::isInstance).toList());
    data.put(
        "qualified",
        apis.values().stream()
            .flatMap(api -> api.operations().stream())
            .flatMap(operation -> operation.annotations().stream())
            .anyMatch(annotation -> annotation.contains(".OrNull`")));
    data.put("groups", few ? List.of() : groups(adapters));
    data.put("apiNames", List.copyOf(apis.keySet()));
    data.put("apiTitle", MarkdownInlines.html(String.valueOf(data.get("appName"))));
    return data;
  }

  private static List<Map<String, Object>> groups(List<Map<String, Object>> adapters) {
    List<Map<String, Object>> groups = new ArrayList<>();
    for (int from = 0; from < adapters.size(); from += ADAPTERS_OF_A_METHOD) {
      int to = Math.min(adapters.size(), from + ADAPTERS_OF_A_METHOD);
      groups.add(
          Map.of("name", "Models" + (groups.size() + 1), "adapters", adapters.subList(from, to)));
    }
    return groups;
  }

  @Override
  public String toModelName(String name) {
    return name;
  }

  @Override
  public String toModelFilename(String name) {
    return name;
  }

  @Override
  public String toApiName(String name) {
    return name;
  }

  @Override
  public String toApiFilename(String name) {
    return name;
  }

  /** Leaves texts alone: {@link JavadocText} and {@link Literals} escape what is laid out. */
  @Override
  public String escapeUnsafeCharacters(String text) {
    return text;
  }

  /** Leaves texts alone: {@link JavadocText} and {@link Literals} escape what is laid out. */
  @Override
  public String escapeQuotationMark(String text) {
    return text;
  }

  @Override
  public String sanitizeTag(String tag) {
    return tag;
  }

  /** Without a look at all the other files: {@link Names} tells their names apart already. */
  @Override
  public String modelFilename(String templateName, String modelName) {
    return modelFileFolder() + File.separator + modelName + modelTemplateFiles.get(templateName);
  }

  @Override
  public String modelFileFolder() {
    return outputFolder + File.separator + folder(modelPackage);
  }

  @Override
  public String apiFileFolder() {
    return outputFolder + File.separator + folder(apiPackage);
  }

  private static String folder(String packageName) {
    return "src/main/java/" + packageName.replace('.', '/');
  }
}
