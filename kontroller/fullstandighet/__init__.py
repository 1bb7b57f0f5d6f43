"""Fullständigheten: vad som skulle ha kommit en månad, och vad som inte har kommit. Ren räkning, utan Django."""
