package io.github.closecalls.openapi.generator;

import io.swagger.v3.parser.reference.DereferencerContext;
import io.swagger.v3.parser.reference.OpenAPIDereferencer;
import io.swagger.v3.parser.reference.OpenAPIDereferencer31;
import java.util.Iterator;

/**
 * Keeps OpenAPI Generator's parser from following the references of a contract of OpenAPI 3.1, and
 * so from fetching other documents: this generator follows them itself, and refuses those.
 *
 * <p>Safe for use by several threads.
 */
public final class UnfollowedReferences extends OpenAPIDereferencer31 {
  /** Creates it, for OpenAPI Generator's parser to find. */
  public UnfollowedReferences() {}

  @Override
  public boolean canDereference(DereferencerContext context) {
    return UnparsedContract.isAwaited();
  }

  @Override
  public void dereference(DereferencerContext context, Iterator<OpenAPIDereferencer> others) {
    // What is not followed is not fetched.
  }
}
