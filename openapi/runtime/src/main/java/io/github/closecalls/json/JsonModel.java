package io.github.closecalls.json;

import com.squareup.moshi.JsonDataException;
import java.util.List;

/**
 * A generated model: an object of a contract, or a choice between several.
 *
 * <p>What is built meets the contract. What is read need not: a value that is not what the contract
 * says is kept as it came, beside the others, and written back so. The accessor of its property
 * returns null where the contract does not require the property, and throws a {@link
 * JsonDataException} that names property and rule where it does.
 */
public interface JsonModel extends JsonWritable {
  /**
   * Returns where the JSON that this was read from is not what the contract says, here and in the
   * models within.
   *
   * @return an immutable list; empty for what was built, or meets the contract
   */
  List<Deviation> deviations();
}
