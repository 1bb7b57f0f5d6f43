"""Stickprovet (I01): urvalet, skattningen av felet, och vad som väljs efter risk.

Urvalet och skattningen är rena räkningar, så att vem som helst kan göra om dem ur det som är sparat.
"""
