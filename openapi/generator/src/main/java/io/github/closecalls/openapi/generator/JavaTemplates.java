package io.github.closecalls.openapi.generator;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.openapitools.codegen.api.TemplatingExecutor;
import org.openapitools.codegen.templating.MustacheEngineAdapter;

/**
 * Lays out templates as Java files.
 *
 * <p>Unlike OpenAPI Generator's own engine, it fails on a name that a template misspells.
 */
final class JavaTemplates extends MustacheEngineAdapter {
  /** The one template that is not of a Java file. */
  static final String REACHABILITY_METADATA = "reachabilityMetadata.mustache";

  private final Set<String> generatedTypes;
  private final Set<String> deprecatedTypes;
  private final Map<String, com.samskivert.mustache.Template> compiled = new HashMap<>();

  /**
   * Creates the engine.
   *
   * @param generatedTypes the qualified names of all types that are generated, once they are known
   * @param deprecatedTypes the names of those among them that are deprecated
   */
  JavaTemplates(Set<String> generatedTypes, Set<String> deprecatedTypes) {
    this.generatedTypes = generatedTypes;
    this.deprecatedTypes = deprecatedTypes;
  }

  @Override
  public String compileTemplate(
      TemplatingExecutor executor, Map<String, Object> bundle, String templateFile)
      throws IOException {
    com.samskivert.mustache.Template template = compiled.get(templateFile);
    if (template == null) {
      template =
          getCompiler()
              .escapeHTML(false)
              .strictSections(true)
              .nullValue("")
              .withLoader(name -> findTemplate(executor, name))
              .compile(executor.getFullTemplateContents(templateFile));
      compiled.put(templateFile, template);
    }
    String text = template.execute(bundle);
    return templateFile.endsWith(REACHABILITY_METADATA)
        ? text
        : JavaFile.of(text, generatedTypes, deprecatedTypes);
  }
}
