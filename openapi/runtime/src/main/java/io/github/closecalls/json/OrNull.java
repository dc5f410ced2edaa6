package io.github.closecalls.json;

import com.squareup.moshi.JsonQualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where the answer to a method may be or hold null, which its type does not say at run time.
 *
 * <p>Generated code has it; the factory of the models reads it, and {@link
 * ParameterConverterFactory}, for which an answer without a body is null then.
 */
@Documented
@JsonQualifier
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OrNull {
  /**
   * Whether null may be: the answer itself, an item of it if it is a list, set or map, an item of
   * that, and so on.
   *
   * @return one for each level
   */
  boolean[] value();
}
