package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * The names that a model reads its properties by: those that the contract lists and, behind them,
 * some of the others that were met, so that their texts are not made anew for each object.
 *
 * <p>Remembers no more than some kilobytes, whatever a server sends: few names, short ones, for as
 * long as the adapter of the model lives. Safe for use by several threads.
 */
public final class PropertyNames {
  private static final int MOST_OTHERS = 64;
  private static final int LONGEST = 64;

  private final int listed;

  /** All of them. It only grows, so that a place in it stays that of its name. */
  private volatile String[] names;

  /** Knows as many of them as there were when the last object began. */
  private volatile JsonReader.Options known;

  private volatile int countOfKnown;

  /**
   * Begins with the names that the contract lists.
   *
   * @param listed those names
   */
  public PropertyNames(JsonReader.Options listed) {
    this.names = listed.strings().toArray(new String[0]);
    this.listed = names.length;
    this.known = listed;
    this.countOfKnown = names.length;
  }

  /**
   * Returns what to select the names of an object with.
   *
   * @return options whose first are the names that the contract lists
   */
  public JsonReader.Options known() {
    // What is met in one object pays in the next: a program that reads only one pays nothing.
    return countOfKnown == names.length ? known : grown();
  }

  private synchronized JsonReader.Options grown() {
    String[] names = this.names;
    known = JsonReader.Options.of(names);
    countOfKnown = names.length;
    return known;
  }

  /**
   * Reads the name of a property that the contract does not list.
   *
   * @param index what selecting it gave
   * @param reader where it was selected
   * @return the name
   * @throws IOException if the JSON cannot be read
   */
  public String other(int index, JsonReader reader) throws IOException {
    if (index >= 0) {
      return names[index];
    }
    String name = reader.nextName();
    if (names.length < listed + MOST_OTHERS && isPlain(name)) {
      remember(name);
    }
    return name;
  }

  private synchronized void remember(String name) {
    String[] names = this.names;
    if (names.length < listed + MOST_OTHERS && !Arrays.asList(names).contains(name)) {
      String[] more = Arrays.copyOf(names, names.length + 1);
      more[names.length] = name;
      this.names = more;
    }
  }

  /** Returns whether a name has one form in JSON only, which names of APIs have. */
  private static boolean isPlain(String name) {
    if (name.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether what was selected is a name that the contract lists.
   *
   * @param index what selecting it gave
   * @return false if it is another name
   */
  public boolean isListed(int index) {
    return index >= 0 && index < listed;
  }
}
