package io.github.dcisdk.client;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be asked of a search beside its query. Immutable; each method gives a changed copy. */
public final class SearchOptions {
    /** The records per page that are asked for unless another number is set. */
    public static final int DEFAULT_PAGE_SIZE = 50;

    /** The first page, of {@link #DEFAULT_PAGE_SIZE} records. */
    public static final SearchOptions DEFAULT = new SearchOptions(1, DEFAULT_PAGE_SIZE, Optional.empty());

    private static final Pattern LOCALE = Pattern.compile("[a-z]{3}");

    private final int pageNumber;
    private final int pageSize;
    private final Optional<String> locale;

    private SearchOptions(int pageNumber, int pageSize, Optional<String> locale) {
        this.pageNumber = pageNumber;
        this.pageSize = pageSize;
        this.locale = locale;
    }

    /**
     * Asks for a page.
     *
     * @param number the page, counted from 1
     * @return a changed copy
     * @throws IllegalArgumentException if the number is less than 1
     */
    public SearchOptions pageNumber(int number) {
        return new SearchOptions(positive(number, "page_number"), pageSize, locale);
    }

    /**
     * Asks for pages of a size. The registry may send fewer records per page. There is no upper limit here: each registry
     * has its own, and an answer above the transport's size limit fails with {@code DCI-1007}.
     *
     * @param size records per page
     * @return a changed copy
     * @throws IllegalArgumentException if the size is less than 1
     */
    public SearchOptions pageSize(int size) {
        return new SearchOptions(pageNumber, positive(size, "page_size"), locale);
    }

    /**
     * Asks for texts in a language.
     *
     * @param language three lower-case letters (ISO 639-3), for example {@code eng}
     * @return a changed copy
     * @throws IllegalArgumentException if the language has another form
     */
    public SearchOptions locale(String language) {
        if (!LOCALE.matcher(language).matches()) {
            throw new IllegalArgumentException("locale is three lower-case letters (ISO 639-3), such as eng");
        }
        return new SearchOptions(pageNumber, pageSize, Optional.of(language));
    }

    private static int positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " counts from 1; it cannot be " + value);
        }
        return value;
    }

    /**
     * The page that is asked for.
     *
     * @return its number, counted from 1
     */
    public int pageNumber() {
        return pageNumber;
    }

    /**
     * The size of the pages that are asked for.
     *
     * @return records per page
     */
    public int pageSize() {
        return pageSize;
    }

    /**
     * The language of texts.
     *
     * @return three lower-case letters, if one was asked for
     */
    public Optional<String> locale() {
        return locale;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchOptions that
                && pageNumber == that.pageNumber
                && pageSize == that.pageSize
                && locale.equals(that.locale);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pageNumber, pageSize, locale);
    }

    @Override
    public String toString() {
        return "SearchOptions[page " + pageNumber + " of " + pageSize
                + locale.map(l -> ", " + l).orElse("") + "]";
    }
}
