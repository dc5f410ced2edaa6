package io.github.closecalls.openapi.generator;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.parser.core.extensions.SwaggerParserExtension;
import io.swagger.v3.parser.core.models.AuthorizationValue;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for OpenAPI Generator's parser where that does not know the version of a contract.
 *
 * <p>This generator reads the contract itself, so that an empty document with its title will do; no
 * other generator gets one. Safe for use by several threads.
 */
public final class UnparsedContract implements SwaggerParserExtension {
  /** Whether this thread is about to read a contract for {@link RetrofitMoshiCodegen}. */
  private static final ThreadLocal<Boolean> AWAITED = ThreadLocal.withInitial(() -> false);

  /** Creates the parser, for OpenAPI Generator to find. */
  public UnparsedContract() {}

  static void await(boolean awaited) {
    if (awaited == isAwaited()) {
      return;
    }
    AWAITED.set(awaited);
    if (awaited) {
      UnfetchedReferences.await();
    } else {
      UnfetchedReferences.end();
    }
  }

  static boolean isAwaited() {
    return AWAITED.get();
  }

  @Override
  public @Nullable SwaggerParseResult readLocation(
      String location, List<AuthorizationValue> authorization, ParseOptions options) {
    if (!AWAITED.get()) {
      return null;
    }
    // A contract that is refused is so once more, and better said, when the generator is told it.
    Node info;
    try {
      info = Contract.read(Path.of(location)).root().at("info");
    } catch (IllegalArgumentException | UncheckedIOException refused) {
      return null;
    }
    SwaggerParseResult result = new SwaggerParseResult();
    result.setOpenAPI(
        new OpenAPI()
            .info(
                new Info()
                    .title(info.text("title").orElse(""))
                    .version(info.text("version").orElse("")))
            .paths(new Paths()));
    return result;
  }

  @Override
  public @Nullable SwaggerParseResult readContents(
      String contents, List<AuthorizationValue> authorization, ParseOptions options) {
    return null;
  }
}
