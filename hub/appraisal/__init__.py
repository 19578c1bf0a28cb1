"""履职评估, first form: how units and items stand over a period, with the matters behind every figure; no points, ranks or persons."""
