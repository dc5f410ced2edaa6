package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Change.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Where a part of the contract is used: the two ways in which a value can travel. */
enum Use {
  REQUEST,
  RESPONSE;

  /** What a change means where it is used, if that differs: the worst of it. */
  static Kind worst(Set<Use> uses, Kind inRequests, Kind inResponses) {
    Kind worst = Kind.DOCUMENTATION;
    for (Use use : uses) {
      Kind kind = use == REQUEST ? inRequests : inResponses;
      worst = kind.compareTo(worst) > 0 ? kind : worst;
    }
    return worst;
  }

  static String text(Set<Use> uses) {
    if (uses.equals(EnumSet.allOf(Use.class))) {
      return "request and response";
    }
    return uses.contains(REQUEST) ? "request" : uses.contains(RESPONSE) ? "response" : "contract";
  }
}
