"""Appraisal: figures, and what stands behind them."""
