package io.github.closecalls.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how a parameter is written where Java's text of its value would not be right.
 *
 * <p>{@link ParameterConverterFactory} reads it: the value is what its JSON adapter writes, laid
 * out in a style of OpenAPI, with everything percent-encoded that would else mean something. It
 * stands beside an annotation of Retrofit that is told that the text is encoded.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface WireFormat {
  /**
   * The style: {@code form}, {@code simple}, {@code label}, {@code matrix}, {@code spaceDelimited},
   * {@code pipeDelimited}, or {@code json} for the JSON itself.
   *
   * @return the name of the style
   */
  String value();

  /**
   * The name of the parameter, for styles that write it within the text.
   *
   * @return the name, or nothing where Retrofit writes it
   */
  String name() default "";

  /**
   * Whether parts are written as parameters of their own.
   *
   * @return whether the style explodes
   */
  boolean explode() default false;

  /**
   * Whether characters that RFC 3986 reserves stay as they are ({@code allowReserved}).
   *
   * @return false if they are percent-encoded
   */
  boolean allowReserved() default false;

  /**
   * Whether nothing is percent-encoded, as in a header.
   *
   * @return false if the text is part of a URL or a form
   */
  boolean plain() default false;
}
