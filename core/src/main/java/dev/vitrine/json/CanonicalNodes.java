package dev.vitrine.json;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Makes nodes that are equal where the JSON is: {@code 1}, {@code 1.0} and {@code 10e-1} are one number. */
final class CanonicalNodes extends JsonNodeFactory {
    static final CanonicalNodes INSTANCE = new CanonicalNodes();
    private static final long serialVersionUID = 1L;

    private CanonicalNodes() {
        super(true);
    }

    private static NumericNode canonical(BigDecimal number) {
        return DecimalNode.valueOf(number.stripTrailingZeros());
    }

    @Override
    public NumericNode numberNode(int number) {
        return canonical(BigDecimal.valueOf(number));
    }

    @Override
    public NumericNode numberNode(long number) {
        return canonical(BigDecimal.valueOf(number));
    }

    @Override
    public ValueNode numberNode(BigInteger number) {
        return canonical(new BigDecimal(number));
    }

    @Override
    public ValueNode numberNode(BigDecimal number) {
        return canonical(number);
    }
}
